import type { Locate, Source } from '../model/source.js';
import { didYouMean } from '../model/suggestion.js';
import type { Group, Report } from './collected.js';

/** A group as the files say it. */
export interface WrittenGroup {
  readonly source: Source;
  /** Emails in lower case. */
  readonly people: Map<string, Source>;
  /** The names of the groups in it. */
  readonly groups: Map<string, Source>;
}

/** Groups with everybody in them, also through the groups that they hold. Groups that hold each other are an error. */
export function expandGroups(
  written: ReadonlyMap<string, WrittenGroup>,
  locate: Locate,
  report: Report,
): ReadonlyMap<string, Group> {
  const done = new Map<string, Group>();
  const expand = (name: string, { source, people, groups }: WrittenGroup, way: readonly string[]): Group => {
    const known = done.get(name);
    if (known !== undefined) return known;
    const all = new Map(people);
    for (const [inner, place] of groups) {
      const found = written.get(inner);
      if (found === undefined) report(unknownGroup(inner, [...written.keys()], locate(place, 'value')));
      else if (inner === name || way.includes(inner)) report(cycle([...way, name, inner], locate(place, 'value')));
      else
        for (const [email, at] of expand(inner, found, [...way, name]).people) if (!all.has(email)) all.set(email, at);
    }
    const group = { source, people: all };
    done.set(name, group);
    return group;
  };
  for (const [name, group] of written) expand(name, group, []);
  return done;
}

/** A name behind `@` that no file declares. */
export function unknownGroup(name: string, known: readonly string[], span: ReturnType<Locate>) {
  return {
    code: 'unknown-group',
    severity: 'error',
    message: `there is no group ${JSON.stringify(name)}.`,
    span,
    hint: didYouMean(name, known) ?? 'declare it under `groups:`',
  } as const;
}

function cycle(way: readonly string[], span: ReturnType<Locate>) {
  const from = way.slice(way.indexOf(way[way.length - 1] ?? ''));
  return {
    code: 'group-cycle',
    severity: 'error',
    message: `these groups hold each other: ${from.map((name) => `@${name}`).join(' → ')}.`,
    span,
    hint: 'take one of them out of the other',
  } as const;
}
