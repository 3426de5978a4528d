import { kinds } from '../kinds/index.js';
import { normaliseWord } from '../kinds/words.js';
import type { AccessFile, Organization, Project, Space } from '../load/schema.gen.js';
import type { Names } from '../model/address.js';
import { compareAddresses, normaliseEmail } from '../model/address.js';
import type { SourceDocument } from '../model/document.js';
import type { Locate, Path, Source } from '../model/source.js';
import type { Collected, Report } from './collected.js';
import { below } from './collected.js';
import { keyEntry, sinkOf } from './keys.js';
import { Merger } from './merger.js';

/** Reads all documents into one, and reports where two of them disagree. */
export function collect(documents: readonly SourceDocument<AccessFile>[], report: Report): Collected {
  const locators = new Map(
    documents.flatMap(({ file, locate, lists }) => [
      [file, locate] as const,
      ...[...(lists?.values() ?? [])].map((list) => [list.file, list.locate] as const),
    ]),
  );
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
  for (const document of sorted) collectDocument(merger, document, { locate, report });
  const result = merger.result();
  const invite = defaults.get('invite')?.value ?? 'email_link';
  return { ...result, resources: result.resources.map((resource) => withDefaults(resource, invite)), locate };
}

/** What no file gives. Filled in once all are merged: one that gives it does not contradict one that leaves it out. */
function withDefaults(resource: Collected['resources'][number], invite: string): Collected['resources'][number] {
  const { kind, ensure, attributes } = resource;
  if (ensure === 'absent') return resource;
  if (kinds[kind].role === 'person')
    return { ...resource, attributes: { ...attributes, invite: attributes['invite'] ?? invite } };
  if (kinds[kind].role === 'key' && attributes['type'] === 'service')
    return { ...resource, attributes: { ...attributes, account_role: attributes['account_role'] ?? 'member' } };
  return resource;
}

function collectDocument(
  merger: Merger,
  { file, content, lists }: SourceDocument<AccessFile>,
  { locate, report }: { readonly locate: Locate; readonly report: Report },
): void {
  const at = (...path: Path): Source => ({ file, path });
  merger.target(content.target, at('target'));
  merger.policy(content.policy, at('policy'));

  if (content.users !== undefined) merger.manage(['user'], undefined);
  merger.distinctEmails(Object.keys(content.users ?? {}), at('users'));
  for (const [email, value] of entries(content.users)) {
    const source = at('users', email);
    const names = { user: normaliseEmail(email) };
    if (value === 'absent') merger.declare('user', names, 'absent', {}, source);
    else {
      const { role, invite: own, secret, ...rest } = value;
      const words = {
        ...(role !== undefined && { role: normaliseWord(role) }),
        ...(own !== undefined && { invite: normaliseWord(own) }),
      };
      merger.declare('user', names, 'present', { ...rest, ...words }, source);
      if (secret !== undefined) merger.deliver('user', names, { sink: secret }, source);
    }
  }

  if (content.api_keys !== undefined) merger.manage(['api-key'], undefined);
  for (const [key, value] of entries(content.api_keys)) {
    const source = at('api_keys', key);
    const { attributes, delivery } = keyEntry(value, source, locate, report);
    merger.declare('api-key', { key }, 'present', attributes, source);
    merger.deliver('api-key', { key }, delivery, source);
  }
  for (const [name, sink] of entries(content.secrets)) merger.sink(name, sinkOf(sink), at('secrets', name));

  for (const [name, group] of entries(content.groups)) {
    const list = lists?.get(name);
    if (!('from' in group)) merger.group(name, group, at('groups', name));
    else if (list !== undefined) merger.group(name, list.people, { file: list.file, path: [] });
  }

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
  // That a project which no file declares is restricted is a difference, as an entry in a map of members would be.
  if (projects !== undefined) merger.manage(['project', 'restriction'], kinds.space.addressOf(names));
  for (const [project, inside] of entries(projects)) {
    const place = below(source, 'projects', project);
    if (inside === 'absent') merger.declare('project', { ...names, project }, 'absent', {}, place);
    else collectProject(merger, { ...names, project }, inside, place);
  }
}

function collectProject(merger: Merger, names: Names, value: Project, source: Source): void {
  const ensure = value.create === true ? 'present' : 'existing';
  merger.declare('project', names, ensure, {}, source, value.renamed_from);
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
