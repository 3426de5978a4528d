import equal from 'fast-deep-equal';
import { kinds } from '../kinds/index.js';
import { normaliseWord } from '../kinds/words.js';
import type { AccessFile, Organization, Project, Space } from '../load/schema.gen.js';
import type { Address, Names } from '../model/address.js';
import { compareAddresses, normaliseEmail } from '../model/address.js';
import type { DesiredState, ManagedMap } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { SourceDocument } from '../model/document.js';
import type { Json } from '../model/json.js';
import type { DesiredResource, KindName } from '../model/resource.js';
import type { Locate, Path, Source } from '../model/source.js';

/** What the documents say, merged; members still as they stand there. */
export interface Collected {
  readonly resources: readonly DesiredResource[];
  readonly memberMaps: readonly MemberMap[];
  readonly groups: ReadonlyMap<string, Group>;
  readonly managed: readonly ManagedMap[];
  readonly target: DesiredState['target'];
  readonly locate: Locate;
}

/** One `members` map, from one or several files. */
export interface MemberMap {
  readonly of: 'organization' | 'space' | 'project';
  readonly names: Names;
  readonly source: Source;
  readonly entries: readonly { readonly key: string; readonly value: unknown; readonly source: Source }[];
}

export interface Group {
  readonly source: Source;
  /** Emails in lower case. */
  readonly people: ReadonlyMap<string, Source>;
}

export type Report = (diagnostic: Diagnostic) => void;

type Ensure = DesiredResource['ensure'];

/** Reads all documents into one, and reports where two of them disagree. */
export function collect(documents: readonly SourceDocument<AccessFile>[], report: Report): Collected {
  const locators = new Map(documents.map(({ file, locate }) => [file, locate]));
  const locate: Locate = (source, part) => {
    const found = locators.get(source.file);
    if (found === undefined) throw new TypeError(`no document ${source.file}`);
    return found(source, part);
  };
  const merger = new Merger(locate, report);
  // The order of the files decides nothing but which of two disagreeing places is named first.
  const sorted = [...documents].sort((a, b) => compareAddresses(a.file, b.file));
  const defaults = new Map<string, { readonly value: string; readonly source: Source }>();
  for (const { file, content } of sorted) {
    const invite = content.defaults?.invite;
    if (invite !== undefined)
      merger.agree(defaults, 'invite', normaliseWord(invite), { file, path: ['defaults', 'invite'] });
  }
  for (const { file, content } of sorted)
    collectDocument(merger, file, content, defaults.get('invite')?.value ?? 'email_link');
  return { ...merger.result(), locate };
}

function collectDocument(merger: Merger, file: string, content: AccessFile, invite: string): void {
  const at = (...path: Path): Source => ({ file, path });
  merger.target(content.target, at('target'));

  if (content.users !== undefined) merger.manage(['user'], undefined);
  merger.distinctEmails(Object.keys(content.users ?? {}), at('users'));
  for (const [email, value] of entries(content.users)) {
    const source = at('users', email);
    const names = { user: normaliseEmail(email) };
    if (value === 'absent') merger.declare('user', names, 'absent', {}, source);
    else {
      const { role, invite: own, ...rest } = value;
      const words = { ...(role !== undefined && { role: normaliseWord(role) }), invite: normaliseWord(own ?? invite) };
      merger.declare('user', names, 'present', { ...rest, ...words }, source);
    }
  }

  for (const [name, people] of entries(content.groups)) merger.group(name, people, at('groups', name));

  if (content.roles !== undefined) merger.manage(['role'], undefined);
  for (const [role, value] of entries(content.roles)) {
    const source = at('roles', role);
    if (value === 'absent') merger.declare('role', { role }, 'absent', {}, source);
    else {
      const { permissions, renamed_from: renamedFrom, ...rest } = value;
      merger.declare(
        'role',
        { role },
        'present',
        { ...rest, permissions: [...new Set<string>(permissions)].sort() },
        source,
        renamedFrom,
      );
    }
  }

  if (content.organizations !== undefined) merger.manage(['organization'], undefined);
  for (const [organization, value] of entries(content.organizations)) {
    const source = at('organizations', organization);
    if (value === 'absent') merger.declare('organization', { organization }, 'absent', {}, source);
    else collectOrganization(merger, organization, value, source);
  }
}

function collectOrganization(merger: Merger, organization: string, value: Organization, source: Source): void {
  const { description, renamed_from: renamedFrom, members, spaces } = value;
  const names = { organization };
  merger.declare(
    'organization',
    names,
    'present',
    { ...(description !== undefined && { description }) },
    source,
    renamedFrom,
  );
  merger.members('organization', names, members, below(source, 'members'));
  if (spaces !== undefined) merger.manage(['space'], kinds.organization.addressOf(names));
  for (const [space, inside] of entries(spaces)) {
    const place = below(source, 'spaces', space);
    if (inside === 'absent') merger.declare('space', { organization, space }, 'absent', {}, place);
    else collectSpace(merger, { organization, space }, inside, place);
  }
}

function collectSpace(merger: Merger, names: Names, value: Space, source: Source): void {
  const { description, private: isPrivate, renamed_from: renamedFrom, members, projects } = value;
  const fields = {
    ...(description !== undefined && { description }),
    ...(isPrivate !== undefined && { private: isPrivate }),
  };
  merger.declare('space', names, 'present', fields, source, renamedFrom);
  merger.members('space', names, members, below(source, 'members'));
  if (projects !== undefined) merger.manage(['project'], kinds.space.addressOf(names));
  for (const [project, inside] of entries(projects)) {
    const place = below(source, 'projects', project);
    if (inside === 'absent') merger.declare('project', { ...names, project }, 'absent', {}, place);
    else collectProject(merger, { ...names, project }, inside, place);
  }
}

function collectProject(merger: Merger, names: Names, value: Project, source: Source): void {
  merger.declare('project', names, value.create === true ? 'present' : 'existing', {}, source);
  if (value.restricted !== undefined) {
    const place = below(source, 'restricted');
    merger.declare(
      'restriction',
      names,
      value.restricted ? 'present' : 'absent',
      value.restricted ? { restricted: true } : {},
      place,
    );
  }
  merger.members('project', names, value.members, below(source, 'members'));
}

function entries<T>(map: Readonly<Record<string, T>> | undefined): readonly [string, T][] {
  return map === undefined ? [] : Object.entries(map);
}

function below(source: Source, ...steps: Path): Source {
  return { file: source.file, path: [...source.path, ...steps] };
}

interface Declared {
  readonly kind: KindName;
  readonly address: Address;
  readonly names: Names;
  readonly source: Source;
  ensure: Ensure;
  renamedFrom: { readonly name: string; readonly source: Source } | undefined;
  readonly fields: Map<string, { readonly value: Json; readonly source: Source }>;
}

/** Puts together what several places say of one thing. */
class Merger {
  private readonly declared = new Map<string, Declared>();
  private readonly memberMaps = new Map<
    Address,
    { of: MemberMap['of']; names: Names; source: Source; entries: MemberMap['entries'][number][] }
  >();
  private readonly groups = new Map<string, { source: Source; people: Map<string, Source> }>();
  private readonly managed = new Map<string, ManagedMap>();
  private readonly targetFields = new Map<string, { readonly value: string; readonly source: Source }>();
  private targetSource: Source | undefined;

  constructor(
    private readonly locate: Locate,
    private readonly report: Report,
  ) {}

  manage(names: readonly KindName[], container: Address | undefined): void {
    this.managed.set(`${names.join()} ${container ?? ''}`, {
      kinds: names,
      ...(container !== undefined && { container }),
    });
  }

  target(target: AccessFile['target'], source: Source): void {
    if (target === undefined) return;
    this.targetSource ??= source;
    for (const field of ['profile', 'host'] as const) {
      const value = target[field];
      if (value !== undefined) this.agree(this.targetFields, field, value, below(source, field));
    }
  }

  group(name: string, people: readonly string[], source: Source): void {
    const group = this.groups.get(name) ?? { source, people: new Map<string, Source>() };
    this.groups.set(name, group);
    people.forEach((email, index) => {
      const key = normaliseEmail(email);
      if (!group.people.has(key)) group.people.set(key, below(source, index));
    });
  }

  members(of: MemberMap['of'], names: Names, map: Readonly<Record<string, unknown>> | undefined, source: Source): void {
    if (map === undefined) return;
    this.distinctEmails(Object.keys(map), source);
    const container = kinds[of].addressOf(names);
    this.manage(membershipKinds[of], container);
    const found = this.memberMaps.get(container) ?? { of, names, source, entries: [] };
    this.memberMaps.set(container, found);
    for (const [key, value] of Object.entries(map)) found.entries.push({ key, value, source: below(source, key) });
  }

  /** Emails compare without case, so YAML does not see that two keys of one map are the same. */
  distinctEmails(keys: readonly string[], source: Source): void {
    const first = new Map<string, string>();
    for (const key of keys.filter((name) => !name.startsWith('@'))) {
      const earlier = first.get(normaliseEmail(key));
      first.set(normaliseEmail(key), earlier ?? key);
      if (earlier === undefined) continue;
      this.report({
        code: 'duplicate-key',
        severity: 'error',
        message: `the key ${quote(key)} is given twice in the same map: emails compare without case.`,
        span: this.locate(below(source, key), 'key'),
        related: [{ message: 'first given here', span: this.locate(below(source, earlier), 'key') }],
        hint: 'remove one of the two',
      });
    }
  }

  declare(
    kind: KindName,
    names: Names,
    ensure: Ensure,
    fields: Readonly<Record<string, Json>>,
    source: Source,
    renamedFrom?: string,
  ): void {
    const address = kinds[kind].addressOf(names);
    const key = `${kind} ${address}`;
    const found = this.declared.get(key);
    const resource: Declared = found ?? {
      kind,
      address,
      names,
      source,
      ensure,
      renamedFrom: undefined,
      fields: new Map(),
    };
    this.declared.set(key, resource);
    if (found !== undefined && (found.ensure === 'absent') !== (ensure === 'absent')) {
      this.disagree(
        `${kinds[kind].title} ${quote(nameOf(names, kind))} is both absent and declared`,
        source,
        found.source,
        'key',
      );
      return;
    }
    // A project that one file creates and another only refers to is created.
    if (found !== undefined && ensure === 'present') resource.ensure = 'present';
    for (const [field, value] of Object.entries(fields))
      this.agree(resource.fields, field, value, fieldSource(source, kind, field));
    if (renamedFrom === undefined) return;
    const place = below(source, 'renamed_from');
    if (resource.renamedFrom !== undefined && resource.renamedFrom.name !== renamedFrom) {
      this.disagree(
        `renamed_from is ${quote(renamedFrom)} here and ${quote(resource.renamedFrom.name)} elsewhere`,
        place,
        resource.renamedFrom.source,
        'value',
      );
    }
    resource.renamedFrom ??= { name: renamedFrom, source: place };
  }

  agree<T extends Json>(
    fields: Map<string, { readonly value: T; readonly source: Source }>,
    field: string,
    value: T,
    source: Source,
  ): void {
    const found = fields.get(field);
    if (found === undefined) fields.set(field, { value, source });
    else if (!equal(found.value, value))
      this.disagree(
        `${field} has two values: ${show(value)} here, ${show(found.value)} elsewhere`,
        source,
        found.source,
        'value',
      );
  }

  result(): Omit<Collected, 'locate'> {
    const target = Object.fromEntries([...this.targetFields].map(([field, { value }]) => [field, value]));
    return {
      resources: [...this.declared.values()].map(({ fields, renamedFrom, ...resource }) => ({
        ...resource,
        attributes: Object.fromEntries([...fields].map(([field, { value }]) => [field, value])),
        ...(renamedFrom !== undefined && { renamedFrom }),
      })),
      memberMaps: [...this.memberMaps.values()],
      groups: this.groups,
      managed: [...this.managed.values()].sort(
        (a, b) =>
          compareAddresses(a.container ?? '', b.container ?? '') || compareAddresses(a.kinds.join(), b.kinds.join()),
      ),
      target: this.targetSource === undefined ? undefined : { ...target, source: this.targetSource },
    };
  }

  private disagree(message: string, source: Source, other: Source, part: 'key' | 'value'): void {
    this.report({
      code: 'conflicting-values',
      severity: 'error',
      message: `${message}.`,
      span: this.locate(source, part),
      related: [{ message: 'the other one', span: this.locate(other, part) }],
      hint: 'keep one of the two',
    });
  }
}

/** The kinds of grant that a `members` map holds. */
const membershipKinds: Readonly<Record<MemberMap['of'], readonly KindName[]>> = {
  organization: ['organization-member'],
  space: ['space-member', 'space-role-binding'],
  project: ['project-role-binding'],
};

function fieldSource(source: Source, kind: KindName, field: string): Source {
  return kind === 'restriction' ? source : below(source, field);
}

function nameOf(names: Names, kind: KindName): string {
  return (
    (kind === 'user'
      ? names.user
      : kind === 'role'
        ? names.role
        : (names.project ?? names.space ?? names.organization)) ?? ''
  );
}

function show(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function quote(text: string): string {
  return JSON.stringify(text);
}
