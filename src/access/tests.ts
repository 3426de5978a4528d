import { placeTitle } from '../model/address.js';
import type { AccessTest } from '../model/desired.js';
import { placeGlob } from '../model/glob.js';
import type { Violation } from '../model/policy.js';
import type { Access } from './evaluation.js';
import type { AccessMap } from './index.js';

export interface TestResult {
  readonly test: AccessTest;
  /** `unknown`: not everything can be seen that would tell. */
  readonly outcome: 'passed' | 'failed' | 'unknown';
  /** One sentence with the way by which it comes. */
  readonly message: string;
}

/**
 * Evaluates the files' access tests on one state of the account. `declared`: people that the files speak of, who may be
 * gone by then.
 */
export function runTests(
  tests: readonly AccessTest[],
  map: AccessMap,
  declared: ReadonlySet<string>,
): readonly TestResult[] {
  const people = new Set([...map.people, ...declared]);
  return tests.map((test) => {
    const places = placesOf(test, map);
    if (places.length === 0) {
      const where = JSON.stringify(test.on);
      return map.mayHidePlaces
        ? unknown(test, `undetermined whether there is a place ${where}: this login may not be shown it`)
        : failed(test, `there is no place ${where}`);
    }
    const results = test.people.map((person) => {
      if (test.claim === 'can') return can(test, person, places, map);
      return people.has(person)
        ? cannot(test, person, places, map)
        : unknown(test, `there is no user ${person}, in the account or in the files; is that how it is spelt?`);
    });
    return (
      results.find(({ outcome }) => outcome === 'failed') ??
      results.find(({ outcome }) => outcome === 'unknown') ?? { test, outcome: 'passed', message: '' }
    );
  });
}

/** Of the tests those that the files themselves break, whatever is live: what they give is what they forbid. */
export function brokenByFiles(tests: readonly AccessTest[], map: AccessMap): readonly TestResult[] {
  return tests
    .filter(({ claim }) => claim === 'cannot')
    .flatMap((test) => {
      const broken = test.people.flatMap((person) =>
        placesOf(test, map)
          .filter((place) => surelyPermits(map.of(person, place), test.permission))
          .map((place) => cannot(test, person, [place], map)),
      );
      return broken.slice(0, 1);
    });
}

function placesOf({ on }: AccessTest, { places }: AccessMap): readonly string[] {
  if (on === undefined) return places;
  const isMeant = placeGlob(on);
  return places.filter((place) => place !== 'account' && isMeant(asWritten(place)));
}

/** `organization/A/space/B` is `A/B`. */
function asWritten(place: string): string {
  return place
    .split('/')
    .filter((_, index) => index % 2 === 1)
    .join('/');
}

/** Everywhere that is meant; without a place, somewhere. */
function can(test: AccessTest, person: string, places: readonly string[], map: AccessMap): TestResult {
  const accesses = places.map((place) => ({ place, access: map.of(person, place) }));
  const lacking = accesses.filter(({ access }) => !surelyPermits(access, test.permission));
  const isMet = test.on === undefined ? lacking.length < accesses.length : lacking.length === 0;
  if (isMet) return { test, outcome: 'passed', message: '' };
  const isOpen = ({ access }: (typeof lacking)[number]) =>
    mayHoldMore(test, access) || access.permissions.has(test.permission);
  const doubtful = lacking.find(isOpen);
  const sure = lacking.find((one) => !isOpen(one));
  // Anywhere will do without a place: one doubt is enough. With one, one place that surely lacks it is.
  if (doubtful !== undefined && (test.on === undefined || sure === undefined)) {
    const where = test.on === undefined ? 'anywhere' : `on ${placeTitle(doubtful.place)}`;
    return unknown(test, `undetermined whether ${person} can ${test.permission} ${where}: not everything can be seen`);
  }
  if (test.on === undefined || sure === undefined) return failed(test, `${person} can't ${test.permission} anywhere`);
  const roles = sure.access.ways.map(({ label }) => label).join(', ');
  const why = roles === '' ? '' : `; the roles there are ${roles}`;
  return failed(test, `${person} can't ${test.permission} on ${placeTitle(sure.place)}${why}`);
}

function cannot(test: AccessTest, person: string, places: readonly string[], map: AccessMap): TestResult {
  const accesses = places.map((place) => ({ place, access: map.of(person, place) }));
  const open = accesses.find(({ access }) => access.permissions.has(test.permission));
  if (open !== undefined) {
    const through = open.access.ways
      .filter(({ permissions }) => permissions.has(test.permission))
      .map(({ label }) => label);
    return failed(test, `${person} can ${test.permission} on ${placeTitle(open.place)}, through ${through.join(', ')}`);
  }
  const unseen = accesses.find(({ access }) => mayHoldMore(test, access));
  if (unseen === undefined && !(map.mayHidePlaces && coversMany(test))) return { test, outcome: 'passed', message: '' };
  const where = unseen === undefined ? 'in places that this login is not shown' : `on ${placeTitle(unseen.place)}`;
  return unknown(test, `undetermined whether ${person} can ${test.permission} ${where}: not everything can be seen`);
}

/** Whether a test is about more than one place that it names. */
function coversMany({ on }: AccessTest): boolean {
  return on === undefined || /[*?[{!(]/.test(on);
}

/** A test without a place is of what roles are listed to permit, and of administrators: everybody has a word in the account. */
function mayHoldMore({ on }: AccessTest, { isPartlyUnknown, isUnseen }: Access): boolean {
  return on === undefined ? isUnseen : isPartlyUnknown;
}

function surelyPermits({ ways }: Access, permission: string): boolean {
  return ways.some(({ permissions, mayBeCutOff }) => mayBeCutOff !== true && permissions.has(permission));
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
