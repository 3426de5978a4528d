import fc from 'fast-check';
import { ok } from '../../src/model/result.js';
import type { Arize, RawObject } from '../../src/remote/port.js';

/** Which of the fields of answers are left out, one after the other, over and over. */
export const leftOut: fc.Arbitrary<readonly boolean[]> = fc.array(
  fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  { minLength: 1, maxLength: 60 },
);

/** What can't be done without, for an object to be one. */
const kept: ReadonlySet<string> = new Set(['id', 'email', 'name']);

/** The same account, whose answers leave some fields out, nested ones too. */
export function forgetting(arize: Arize, isLeftOut: readonly boolean[]): Arize {
  let at = 0;
  const isDropped = () => isLeftOut[at++ % isLeftOut.length] === true;
  const thin = (object: RawObject): RawObject =>
    Object.fromEntries(
      Object.entries(object).flatMap(([field, value]) => {
        if (!kept.has(field) && isDropped()) return [];
        const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
        return [[field, isObject ? thin(value as RawObject) : value]];
      }),
    );
  return {
    ...arize,
    async list(listing, signal) {
      const listed = await arize.list(listing, signal);
      return listed.ok ? ok(listed.value.map(thin)) : listed;
    },
    ...(arize.members !== undefined && {
      async members(...asked: Parameters<NonNullable<Arize['members']>>) {
        const read = await arize.members?.(...asked);
        if (read?.ok !== true) return read ?? ok({ members: new Map() });
        const thinned = [...read.value.members].map(([place, members]) => {
          const less = members.map((member) => (isDropped() ? { user: member.user } : member));
          return [place, less] as const;
        });
        return ok({ ...read.value, members: new Map(thinned) });
      },
    }),
  };
}
