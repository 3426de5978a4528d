import { kinds } from '../kinds/index.js';
import { normaliseEmail } from '../model/address.js';
import type { DesiredResource } from '../model/resource.js';
import type { Source } from '../model/source.js';
import type { Collected, Group, MemberPart, Report } from './collected.js';
import { below } from './collected.js';

/**
 * `user: absent` wins over that person's other entries, and over groups: those are left out, each with a warning at its place,
 * a group's where the group is defined.
 */
export function withoutOffboarded(collected: Collected, report: Report): Collected {
  const absent = new Map(
    collected.resources.flatMap((one) => (isOffboarded(one) ? [[one.names.user ?? '', one.source] as const] : [])),
  );
  if (absent.size === 0) return collected;
  const told = new Set<string>();
  const warn = (user: string, declared: Source, place: Source, part: 'key' | 'value', message: string) => {
    // A group that holds another one has its people from the same places.
    const where = JSON.stringify([user, place]);
    if (told.has(where)) return;
    told.add(where);
    report({
      code: 'absent-but-member',
      severity: 'warning',
      message: `${user} is declared absent, so ${message}.`,
      span: collected.locate(place, part),
      related: [{ message: 'declared absent here', span: collected.locate(declared, 'key') }],
      hint: 'remove this entry, or the `absent`',
    });
  };
  const inGroup = (name: string, { source, people }: Group): Group => ({
    source,
    people: new Map(
      [...people].filter(([user, place]) => {
        const declared = absent.get(user);
        if (declared !== undefined)
          warn(user, declared, place, 'value', `the group ${JSON.stringify(name)} gives them nothing`);
        return declared === undefined;
      }),
    ),
  });
  const inPart = ({ source, members }: MemberPart): MemberPart => ({
    source,
    members: Object.fromEntries(
      Object.entries(members).filter(([key, value]) => {
        const declared = key.startsWith('@') || value === 'absent' ? undefined : absent.get(normaliseEmail(key));
        if (declared !== undefined)
          warn(normaliseEmail(key), declared, below(source, key), 'key', 'this entry gives them nothing');
        return declared === undefined;
      }),
    ),
  });
  return {
    ...collected,
    groups: new Map([...collected.groups].map(([name, group]) => [name, inGroup(name, group)])),
    memberMaps: collected.memberMaps.map((map) => ({ ...map, parts: map.parts.map(inPart) })),
  };
}

function isOffboarded({ kind, ensure }: DesiredResource): boolean {
  return kinds[kind].role === 'person' && ensure === 'absent';
}
