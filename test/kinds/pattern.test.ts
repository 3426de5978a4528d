import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kinds } from '../../src/kinds/index.js';
import type { Address } from '../../src/model/address.js';
import { addressGlob } from '../../src/model/glob.js';
import {
  addressShapes,
  askedIn,
  couldMatchIn,
  lostMatches,
  patternProblem,
  placeProblem,
  restBelow,
  shortestForm,
} from '../../src/kinds/pattern.js';
import { runs, timeout } from '../support/runs.js';

describe('a glob over addresses', () => {
  it.each([
    ['users/svc@example.com', 'user/svc@example.com'],
    ['User/svc@example.com', 'user/svc@example.com'],
    ['organizations/Prod', 'organization/Prod'],
    ['organisation/Prod', 'organization/Prod'],
    ['organizations/Sandbox/**', 'organization/Sandbox/**'],
    ['organization/Prod/spaces/users', 'organization/Prod/space/users'],
    ['organization/Prod/', 'organization/Prod'],
    ['/organization/Prod', 'organization/Prod'],
    ['organization//Prod', 'organization/Prod'],
    [' organization/Prod', 'organization/Prod'],
    ['organization/R%2fD', 'organization/R%2FD'],
    ['organization/R/D', 'organization/R%2FD'],
    ['role/a/b/c', 'role/a%2Fb%2Fc'],
    ['organization/R/D/space/x', 'organization/R%2FD/space/x'],
    ['organization/100%', 'organization/100%25'],
    ['organization/Data%20Team', 'organization/Data Team'],
    ['user/jane%40example.com', 'user/jane@example.com'],
    ['organization/Prod/*', 'organization/Prod/**'],
    ['organization/Prod/space/a/*', 'organization/Prod/space/a/**'],
    ['jane@example.com', 'user/jane@example.com'],
    ['api_keys/deploy', 'api-key/deploy'],
    ['*', '**'],
  ])('%s can be no address; what was meant is %s', (pattern, meant) => {
    expect(patternProblem(pattern)?.suggestion).toBe(meant);
    expect(patternProblem(meant)).toBeUndefined();
  });

  it.each([
    'user/bob',
    'organization',
    'group/x',
    '',
    ' ',
    '%',
    'organization/A/space/b/restriction',
    'role/a/member/x@y.io',
  ])('%j can be no address', (pattern) => {
    expect(patternProblem(pattern)).toBeDefined();
  });

  it.each([
    '**',
    '**/Gone@Example.com',
    '*/x',
    'user/**',
    'user/*',
    'organization/*',
    'organization/**/member/*',
    '**/project/*/restriction',
    'api-key/a b',
    'organization/R%2FD/space/50%25',
    'organization/users',
  ])('%s can be one', (pattern) => {
    expect(patternProblem(pattern)).toBeUndefined();
  });

  it('is meant for what is declared, where that is near', () => {
    expect(patternProblem('organization/Core/alpha', ['organization/Core/space/alpha'])?.suggestion).toBe(
      'organization/Core/space/alpha',
    );
    expect(patternProblem('user/bob', ['user/bo@b.b'])?.suggestion).toBeUndefined();
  });

  it('takes every kind of address, and the shapes are those of the kinds', () => {
    const names = { user: 'a@b.c', role: 'R', organization: 'O', space: 'S', project: 'P', key: 'K' };
    const made = new Set(
      Object.values(kinds).map((kind) => {
        const address = kind.addressOf(names);
        expect(patternProblem(address)).toBeUndefined();
        return address.replaceAll(/\/(?:[A-Z]|a@b\.c)(?=\/|$)/g, '/');
      }),
    );
    expect(made.size).toBe(addressShapes.length);
  });

  it(
    'that can be no address matches none, and that can be one matches one',
    () => {
      const literals = ['user', 'organization', 'space', 'member', 'project', 'a', 'a@b.c', 'restriction'];
      const segment = fc.constantFrom(...literals, 'a*', '*', '**');
      const all = everyAddress([...literals, 'ab'], ['a@b.c', 'zz@y.y']);
      fc.assert(
        fc.property(fc.array(segment, { minLength: 1, maxLength: 7 }), (segments) => {
          const pattern = segments.join('/');
          const matches = addressGlob(pattern);
          expect(all.some(matches)).toBe(patternProblem(pattern) === undefined);
        }),
        { numRuns: Math.ceil(runs / 10) },
      );
    },
    timeout,
  );
});

/** All addresses with some names. */
function everyAddress(names: readonly string[], emails: readonly string[]): readonly Address[] {
  return addressShapes.flatMap((shape) =>
    shape.reduce<readonly string[]>(
      (begun, part) =>
        begun.flatMap((start) => {
          const choices = part === '\0name' ? names : part === '\0email' ? emails : [part];
          return choices.map((choice) => (start === '' ? choice : `${start}/${choice}`));
        }),
      [''],
    ),
  ) as unknown as readonly Address[];
}

describe('a place of an access test', () => {
  it.each([
    ['organization/Core', 'Core'],
    ['organization/Core/space/alpha', 'Core/alpha'],
    ['organization/Core/**', 'Core/**'],
    ['Core/', 'Core'],
    ['Core/R%2fD', 'Core/R%2FD'],
    ['Core/alpha/chat/deep', 'Core%2Falpha/chat/deep'],
  ])('%s is none; what was meant is %s', (on, meant) => {
    expect(placeProblem(on)?.suggestion).toBe(meant);
  });

  it.each(['Core', 'Core/*', 'Core/**', '**', '**/chat', 'organization', 'Core/alpha/chat'])('%s is one', (on) => {
    expect(placeProblem(on)).toBeUndefined();
  });
});

describe('a name that changes', () => {
  const core = 'organization/Core' as Address;
  const kern = 'organization/Kern' as Address;

  it.each<[readonly string[], readonly string[]]>([
    [['organization/Core'], ['organization/Core']],
    [['organization/Core/**'], ['organization/Core/**']],
    [['organization/Core/space/alpha'], ['organization/Core/space/alpha']],
    [['organization/C*/space/*/member/Boss@x.io'], ['organization/C*/space/*/member/Boss@x.io']],
    [['**/Core'], ['**/Core']],
    [['organization/Core', 'organization/Kern'], []],
    [['organization/Core/**', 'organization/Kern/**'], []],
    [['organization/Core/**', 'organization/K*/**'], []],
    [['organization/Core/space/alpha', 'organization/Kern/space/a*'], []],
    [['organization/Core/space/a*', 'organization/Kern/space/alpha'], ['organization/Core/space/a*']],
    [['organization/*/space/alpha'], []],
    [['organization/**'], []],
    [['**'], []],
    [['user/**', 'role/Core', 'organization/Corey/**'], []],
    // Piece by piece it is all there is.
    [
      [
        'organization/Core/space/*/**',
        'organization/Kern/space/*/member/*',
        'organization/Kern/space/*',
        'organization/Kern/**/project/*/**',
      ],
      [],
    ],
  ])('from Core to Kern loses of %j: %j', (patterns, lost) => {
    expect(lostMatches(patterns, core, kern)).toEqual(lost);
  });

  it('leaves what has a new name of its own to that', () => {
    const patterns = ['organization/Core/space/alpha', 'organization/Kern/space/omega'];
    const isApart = (found: string) => found === 'organization/Core/space/alpha';
    expect(lostMatches(patterns, core, kern)).toEqual(['organization/Core/space/alpha']);
    expect(lostMatches(patterns, core, kern, isApart)).toEqual([]);
  });

  it(
    'loses a pattern exactly where some address, live or not, would be matched no more',
    () => {
      const literals = ['organization', 'space', 'member', 'A', 'B', 'x', 'a@b.c'];
      const segment = fc.constantFrom(...literals, 'A*', '*', '**', '**', '*@b.c');
      const tail = fc.array(segment, { maxLength: 4 }).map((rest) => ['organization', ...rest].join('/'));
      const pattern = fc.oneof(
        tail,
        fc.array(segment, { minLength: 1, maxLength: 5 }).map((all) => all.join('/')),
      );
      // With names that no pattern speaks of: they stand for all the others.
      const below = everyAddress([...literals, 'q'], ['a@b.c', 'q@b.c', 'q@q.q'])
        .filter((address) => address.startsWith('organization/A'))
        .filter((address) => address === 'organization/A' || address.startsWith('organization/A/'));
      fc.assert(
        fc.property(fc.array(pattern, { minLength: 1, maxLength: 3 }), (patterns) => {
          const globs = patterns.map(addressGlob);
          const isMatched = (address: Address) => globs.some((matches) => matches(address));
          const lost = below.filter(
            (address) =>
              isMatched(address) && !isMatched(address.replace('organization/A', 'organization/B') as Address),
          );
          expect(lostMatches(patterns, 'organization/A' as Address, 'organization/B' as Address).length > 0).toBe(
            lost.length > 0,
          );
        }),
        { numRuns: Math.ceil(runs / 10) },
      );
    },
    timeout,
  );
});

describe('the rest of a glob below an address', () => {
  it.each<[string, readonly string[]]>([
    ['organization/Core/**', ['**']],
    ['organization/Core', ['']],
    ['organization/*/space/a', ['space/a']],
    ['**/member/x@y.io', ['**/member/x@y.io']],
    ['organization/Kern/**', []],
  ])('%s: %j', (pattern, rest) => {
    expect(restBelow(pattern, 'organization/Core' as Address)).toEqual(rest);
  });
});

describe('what is said of a glob that can be no address', () => {
  it.each<[string, string]>([
    [
      'user/bob',
      'addresses are user/EMAIL, role/NAME, api-key/NAME, organization/NAME and what is in one: …/member/EMAIL, …/space/NAME, …/project/NAME, …/restriction',
    ],
    [
      '',
      'it begins or ends with a blank, or is empty; addresses are user/EMAIL, role/NAME, api-key/NAME, organization/NAME and what is in one: …/member/EMAIL, …/space/NAME, …/project/NAME, …/restriction',
    ],
    [
      ' user/a@b.c',
      'it begins or ends with a blank, or is empty; addresses are user/EMAIL, role/NAME, api-key/NAME, organization/NAME and what is in one: …/member/EMAIL, …/space/NAME, …/project/NAME, …/restriction',
    ],
    ['organization/Core/', 'it ends in `/`, and no address does'],
    ['organization//Core', 'it has nothing between two slashes, or before the first'],
    ['/organization', 'it has nothing between two slashes, or before the first'],
    [
      'organization/100%',
      '"%" stands for nothing: in names `/` is written %2F and `%` is written %25, in upper case, and nothing else is encoded',
    ],
    [
      'organization/a%2fb',
      '"%2f" stands for nothing: in names `/` is written %2F and `%` is written %25, in upper case, and nothing else is encoded',
    ],
  ])('%j', (pattern, said) => {
    expect(patternProblem(pattern)?.message).toBe(said);
  });

  it.each<[string, string]>([
    ['a/b/c/d', 'a place is ORGANIZATION/SPACE/PROJECT, or a part of it'],
    ['organization/Core', 'it is written as an address; a place is ORGANIZATION/SPACE/PROJECT, or a part of it'],
    ['Core/', 'it ends in `/`, and no address does'],
  ])('%j, as a place', (pattern, said) => {
    expect(placeProblem(pattern)?.message).toBe(said);
  });

  it.each<[string, string | undefined]>([
    ['orgs/Core', 'organization/Core'],
    ['people/a@b.c', 'user/a@b.c'],
    ['keys/k', 'api-key/k'],
    ['apikey/k', 'api-key/k'],
    ['organization/Core/restricted', 'organization/Core%2Frestricted'],
    ['organization/Core/spaces/alpha/projects/bot/restricted', 'organization/Core/space/alpha/project/bot/restriction'],
    ['organization/Core/alpha/bot', 'organization/Core%2Falpha%2Fbot'],
    ['Core/alpha', 'role/alpha'],
    ['Core/alpha/bot', 'role/alpha%2Fbot'],
    ['a@b.c/x', 'organization/a@b.c/space/x'],
    ['bob', undefined],
    ['organization/A%2fB%zz', 'organization/A%2FB%25zz'],
    ['role/a/b/c/d', 'role/a%2Fb%2Fc%2Fd'],
    ['role/a/b/c/d/e', undefined],
    ['api-key/x/y', 'api-key/x%2Fy'],
    [Array.from({ length: 21 }, () => 'a').join('/'), undefined],
    [' organization / Core ', 'organization/Core'],
    ['members/x', undefined],
  ])('%j may be meant for', (pattern, meant) => {
    expect(patternProblem(pattern)?.suggestion).toBe(meant);
  });

  it('is what is declared, where one of several corrections is', () => {
    expect(patternProblem('organization/a/b/c', ['organization/a/space/b%2Fc'])?.suggestion).toBe(
      'organization/a%2Fb%2Fc',
    );
    expect(patternProblem('organization/a/b', ['organization/a/space/b'])?.suggestion).toBe('organization/a/space/b');
    expect(patternProblem('organization/a/b')?.suggestion).toBe('organization/a%2Fb');
  });
});

describe('what a glob asks for', () => {
  const core = 'organization/Core' as Address;
  it.each<[string, Address | undefined, string, readonly string[]]>([
    [
      '**',
      core,
      'space',
      [
        'organization/Core/space/*',
        'organization/Core/space/*/member/*',
        'organization/Core/space/*/project/*',
        'organization/Core/space/*/project/*/member/*',
        'organization/Core/space/*/project/*/restriction',
      ],
    ],
    ['organization/Core/**', core, 'member', ['organization/Core/member/*']],
    ['organization/C*/space/a*', core, 'space', ['organization/Core/space/a*']],
    ['organization/Kern/**', core, 'space', []],
    ['organization/Core/space/alpha/member/Ann@X.io', core, 'space', ['organization/Core/space/alpha/member/ann@x.io']],
    ['user/*', undefined, 'user', ['user/*']],
    ['role/R', undefined, 'user', []],
    [
      'organization/**/member/*',
      undefined,
      'organization',
      [
        'organization/*/member/*',
        'organization/*/space/*/member/*',
        'organization/*/space/*/project/*/member/*',
        'organization/*/space/*/project/member/restriction',
      ],
    ],
    ['organization/Core/member/x', core, 'member', []],
  ])('%s in %s under %s', (pattern, container, word, asked) => {
    expect(askedIn(pattern, container, word)).toEqual(asked);
    expect(couldMatchIn(pattern, container, word)).toBe(asked.length > 0);
  });

  it.each<[string, object]>([
    ['**', { words: ['user'], names: ['*'] }],
    ['organization/Core/**', { words: ['organization'], names: ['Core'] }],
    ['**/alpha', { words: ['role'], names: ['alpha'] }],
    ['**/project/**/restriction', { words: ['organization', 'space'], names: ['project', 'restriction'] }],
    ['user/Ann@X.io', { words: ['user'], names: ['ann@x.io'] }],
    ['nowhere/a', { words: [], names: [] }],
  ])('%s, in its shortest form', (pattern, form) => {
    expect(shortestForm(pattern)).toEqual(form);
  });
});
