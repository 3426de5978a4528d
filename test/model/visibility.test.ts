import { describe, expect, it } from 'vitest';
import type { Address } from '../../src/model/address.js';
import type { Login, Sight, Visibility } from '../../src/model/visibility.js';
import {
  everythingSeen,
  isRead,
  isReadEverywhere,
  loginTitle,
  mayHide,
  relocated,
  sightOf,
  withSight,
} from '../../src/model/visibility.js';

const at = (address: string) => address as Address;
const partly: Sight = { extent: 'partly', reason: 'r' };
const whole: Sight = { extent: 'read' };
const core = at('organization/Core');
const alpha = at('organization/Core/space/alpha');
const chat = at('organization/Core/space/alpha/project/chat');
const beta = at('organization/Core/space/beta');

describe('what was seen', () => {
  const seen: Visibility = {
    kinds: { project: partly },
    places: { project: new Map([[alpha, whole]]), space: new Map([[core, partly]]) },
  };

  it('is that of the nearest place around, else that of the kind, else all', () => {
    expect(sightOf(seen, 'project', chat)).toEqual(whole);
    expect([beta, core, undefined].map((place) => sightOf(seen, 'project', place))).toEqual([partly, partly, partly]);
    expect([chat, core].map((place) => sightOf(seen, 'space', place))).toEqual([partly, partly]);
    expect(sightOf(seen, 'space')).toEqual(whole);
    expect(sightOf(seen, 'role', core)).toEqual(whole);
    // A place that is called the same from some letter on is none around it.
    expect(sightOf(seen, 'project', at('organization/Core/space/alphabet'))).toEqual(partly);
  });

  it('is all, or may not be', () => {
    expect([isRead(seen, 'project', chat), isRead(seen, 'project', beta)]).toEqual([true, false]);
    expect((['project', 'space', 'role'] as const).map((kind) => isReadEverywhere(seen, kind))).toEqual([
      ...[false, false, true],
    ]);
    const read = {
      kinds: { role: whole },
      places: { role: new Map([[core, whole]]) },
    };
    expect(isReadEverywhere(read, 'role')).toBe(true);
    expect(isReadEverywhere({ ...read, places: {} }, 'role')).toBe(true);
  });

  it('of somebody is known where it was they who were looked for', () => {
    const [ann, bo] = [at('user/ann@x.io'), at('user/bo@x.io')];
    const looked: Visibility = { kinds: { 'space-member': { ...partly, lookedFor: new Set([ann]) } }, places: {} };
    expect([undefined, ann, bo].map((one) => mayHide(looked, 'space-member', alpha, one))).toEqual([true, false, true]);
    expect(mayHide(seen, 'project', beta, ann)).toBe(true);
    expect(mayHide(everythingSeen, 'project', beta)).toBe(false);
  });

  it('goes along where places get other names, and more is known of more places', () => {
    const locate = (place: Address) => at(place.replace('/Core', '/Base'));
    const login: Login = { user: at('user/ann@x.io'), administers: new Set([alpha]) };
    const [base, moved] = [locate(core), locate(alpha)];
    expect(relocated({ ...seen, login }, locate)).toStrictEqual({
      kinds: { project: partly },
      places: { project: new Map([[moved, whole]]), space: new Map([[base, partly]]) },
      login: { user: 'user/ann@x.io', administers: new Set([moved]) },
    });
    const admin: Login = { administers: 'account' };
    expect(relocated({ ...everythingSeen, login: admin }, locate)).toStrictEqual({ ...everythingSeen, login: admin });
    expect(relocated(everythingSeen, locate)).toStrictEqual(everythingSeen);
    expect(withSight(seen, ['space'], [])).toBe(seen);
    expect(withSight(seen, ['space', 'role'], [alpha])).toStrictEqual({
      kinds: { project: partly },
      places: {
        project: seen.places.project,
        space: new Map([
          [core, partly],
          [alpha, whole],
        ]),
        role: new Map([[alpha, whole]]),
      },
    });
  });
});

it.each<[Partial<Login>, string]>([
  [{}, 'a login that could not be determined'],
  [{ user: at('user/ann@x.io') }, 'ann@x.io'],
  [{ user: at('user/ann@x.io'), accountRole: 'read_only_x' }, 'ann@x.io (account read only x)'],
  [{ user: at('user/ann@x.io'), accountRole: { custom: 'Auditor' } }, 'ann@x.io (account role "Auditor")'],
  [{ user: at('user/ann@x.io'), accountRole: { custom: 7 } }, 'ann@x.io'],
  [{ user: at('user/ann@x.io'), accountRole: null }, 'ann@x.io'],
  [{ user: at('user/ann@x.io'), accountRole: ['admin'] }, 'ann@x.io'],
])('the login %j is said as %s', (login, title) => {
  expect(loginTitle({ administers: new Set(), ...login })).toBe(title);
});
