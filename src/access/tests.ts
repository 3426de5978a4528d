import type { AccessTest } from '../model/desired.js';
import type { Violation } from '../model/policy.js';
import type { AccessMap } from './index.js';
import { titleOf } from './escalations.js';

export interface TestResult {
  readonly test: AccessTest;
  /** `unknown`: not everything can be seen that would tell. */
  readonly outcome: 'passed' | 'failed' | 'unknown';
  /** One sentence with the way by which it comes. */
  readonly message: string;
}

/** Evaluates the files' access tests on one state of the account. */
export function runTests(tests: readonly AccessTest[], map: AccessMap): readonly TestResult[] {
  return tests.map((test) => {
    const places = map.places.filter((place) => matches(test.on, place));
    if (test.on !== undefined && places.length === 0)
      return failed(test, `there is no place ${JSON.stringify(test.on)}`);
    const results = test.people.map((person) =>
      test.claim === 'can' ? can(test, person, places, map) : cannot(test, person, places, map),
    );
    return (
      results.find(({ outcome }) => outcome === 'failed') ??
      results.find(({ outcome }) => outcome === 'unknown') ?? { test, outcome: 'passed', message: '' }
    );
  });
}

/** Everywhere that is meant; without a place, somewhere. */
function can(test: AccessTest, person: string, places: readonly string[], map: AccessMap): TestResult {
  const accesses = places.map((place) => ({ place, access: map.of(person, place) }));
  const lacking = accesses.filter(({ access }) => !access.permissions.has(test.permission));
  const isMet = test.on === undefined ? lacking.length < accesses.length : lacking.length === 0;
  if (isMet) return { test, outcome: 'passed', message: '' };
  const [first] = lacking;
  const where = test.on === undefined || first === undefined ? 'anywhere' : `on ${titleOf(first.place)}`;
  const roles = first?.access.ways.map(({ label }) => label).join(', ') ?? '';
  const why = roles === '' || test.on === undefined ? '' : `; the roles there are ${roles}`;
  if (lacking.some(({ access }) => access.isPartlyUnknown))
    return unknown(test, `whether ${person} can ${test.permission} ${where} can't be told`);
  return failed(test, `${person} can't ${test.permission} ${where}${why}`);
}

function cannot(test: AccessTest, person: string, places: readonly string[], map: AccessMap): TestResult {
  const accesses = places.map((place) => ({ place, access: map.of(person, place) }));
  const open = accesses.find(({ access }) => access.permissions.has(test.permission));
  if (open !== undefined) {
    const through = open.access.ways
      .filter(({ permissions }) => permissions.has(test.permission))
      .map(({ label }) => label);
    return failed(test, `${person} can ${test.permission} on ${titleOf(open.place)}, through ${through.join(', ')}`);
  }
  const unseen = accesses.find(({ access }) => access.isPartlyUnknown);
  return unseen === undefined
    ? { test, outcome: 'passed', message: '' }
    : unknown(
        test,
        `whether ${person} can ${test.permission} on ${titleOf(unseen.place)} can't be told: not everything can be seen`,
      );
}

function failed(test: AccessTest, message: string): TestResult {
  return { test, outcome: 'failed', message };
}

function unknown(test: AccessTest, message: string): TestResult {
  return { test, outcome: 'unknown', message };
}

/** Failed tests as the rule that refuses a plan. */
export function failedTests(results: readonly TestResult[]): readonly Violation[] {
  return results
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ test, message }) => ({
      rule: 'tests',
      message: `an access test fails (${test.place}): ${message}`,
      hint: 'change what gives or takes the access, or the test',
    }));
}

/** `ORGANIZATION/SPACE/PROJECT` or a part of it, names as written; `*` is any name, `**` any depth. */
function matches(pattern: string | undefined, place: string): boolean {
  if (pattern === undefined) return true;
  if (place === 'account') return false;
  const wanted = pattern.split('/');
  const names = place.split('/').filter((_, index) => index % 2 === 1);
  const fits = (index: number) => {
    const part = wanted[index] ?? '';
    const source = part
      .split('*')
      .map((text) => text.replaceAll(/[\\^$.+?()[\]{}|]/g, String.raw`\$&`))
      .join('.*');
    return new RegExp(`^${source}$`).test(names[index] ?? '');
  };
  const deep = wanted.indexOf('**');
  const length = deep < 0 ? wanted.length : deep;
  if (deep < 0 ? names.length !== length : names.length < length) return false;
  return Array.from({ length }, (_, index) => index).every(fits);
}
