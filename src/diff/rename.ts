import equal from 'fast-deep-equal';
import type { Address, Names } from '../model/address.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Json } from '../model/json.js';
import type { LiveState } from '../model/live.js';
import type { DesiredResource, KindName, LiveResource } from '../model/resource.js';
import { kindNames } from '../model/resource.js';
import type { Locate } from '../model/source.js';
import { relocated } from '../model/visibility.js';
import { kinds } from '../kinds/index.js';

/** A live object that gets a new name. */
export interface Rename {
  readonly desired: DesiredResource;
  readonly from: string;
  readonly to: string;
}

export interface Renamed {
  /** The live state as if every rename were done, so that all comparing happens under the new names. */
  readonly live: LiveState;
  readonly renames: readonly Rename[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Looks at live objects under the names that the files give them. A rename already done is without effect. */
export function applyRenames(wanted: readonly DesiredResource[], live: LiveState, locate: Locate): Renamed {
  let current = live;
  const renames: Rename[] = [];
  const diagnostics: Diagnostic[] = [];
  const declared = new Map(wanted.map((desired) => [`${desired.kind} ${desired.address}`, desired]));
  const vacating = new Map(
    wanted.flatMap((desired) => (desired.renamedFrom === undefined ? [] : [[formerKey(desired), desired] as const])),
  );
  const settled = new Set<DesiredResource>();
  const settle = (desired: DesiredResource): void => {
    const { renamedFrom } = desired;
    if (renamedFrom === undefined || settled.has(desired)) return;
    settled.add(desired);
    // In a chain a name is free once what has it got its own new one.
    const before = vacating.get(`${desired.kind} ${desired.address}`);
    if (before !== undefined) settle(before);
    const field = nameField(desired.kind);
    const from = renamedFrom.name;
    const to = desired.names[field] ?? '';
    const old = current.resources[desired.kind].get(kinds[desired.kind].addressOf({ ...desired.names, [field]: from }));
    if (old === undefined) return;
    if (current.resources[desired.kind].has(desired.address)) {
      // What has the former name is something else of the files by now: this one was renamed before.
      if (declared.get(formerKey(desired))?.renamedFrom !== undefined) return;
      diagnostics.push({
        code: 'renamed-from-both-live',
        severity: 'error',
        message: `${kinds[desired.kind].title} ${quote(from)} and ${quote(to)} are both live, so ${quote(from)} can't be renamed to ${quote(to)}.`,
        span: locate(renamedFrom.source, 'value'),
        hint: `delete or rename one of the two by hand, or leave renamed_from out and declare both`,
      });
      return;
    }
    renames.push({ desired, from, to });
    current = renameIn(current, desired, field, from, to);
  };
  // Containers come before what they hold in the order of kinds, so a space is looked up below its organization's new name.
  for (const desired of wanted) settle(desired);
  return { live: current, renames, diagnostics };
}

/** Its kind, and the address that it had before. */
function formerKey({ kind, names, renamedFrom }: DesiredResource): string {
  return `${kind} ${kinds[kind].addressOf({ ...names, [nameField(kind)]: renamedFrom?.name ?? '' })}`;
}

function nameField(kind: KindName): 'organization' | 'space' | 'role' {
  if (kind === 'organization' || kind === 'space' || kind === 'role') return kind;
  throw new TypeError(`a ${kind} can't be renamed`);
}

function renameIn(
  live: LiveState,
  { kind, names }: DesiredResource,
  field: keyof Names,
  from: string,
  to: string,
): LiveState {
  const concerns = (other: Names) =>
    other[field] === from && (kind !== 'space' || other.organization === names.organization);
  const rename = (resource: LiveResource): LiveResource => {
    if (kind === 'role') {
      if (resource.kind === 'role') return concerns(resource.names) ? readdress(resource, { role: to }) : resource;
      return resource.attributes['role'] === from && isBinding(resource)
        ? { ...resource, attributes: { ...resource.attributes, role: to } }
        : resource;
    }
    return concerns(resource.names) ? readdress(resource, { ...resource.names, [field]: to }) : resource;
  };
  const containers = new Map<string, Address>();
  for (const name of ['organization', 'space'] as const) {
    for (const resource of live.resources[name].values()) containers.set(resource.address, rename(resource).address);
  }
  const role = kind === 'role' ? { from, to } : undefined;
  const resources = Object.fromEntries(
    kindNames.map((name) => [
      name,
      new Map(
        [...live.resources[name].values()]
          .map((resource) => (name === 'api-key' ? renameInKey(resource, containers, role) : rename(resource)))
          .map((resource) => [resource.address, resource]),
      ),
    ]),
  ) as unknown as LiveState['resources'];
  return { ...live, resources, visibility: relocated(live.visibility, (place) => containers.get(place) ?? place) };
}

/** What a key is good for is named in it, too: by addresses, and by the names of custom roles. */
function renameInKey(
  key: LiveResource,
  containers: ReadonlyMap<string, Address>,
  role: { readonly from: string; readonly to: string } | undefined,
): LiveResource {
  const renamed = (places: Json | undefined): Json => {
    if (typeof places !== 'object' || places === null || Array.isArray(places)) return places ?? null;
    return Object.fromEntries(
      Object.entries(places).map(([place, given]) => [
        containers.get(place) ?? place,
        role !== undefined && equal(given, { custom: role.from }) ? { custom: role.to } : given,
      ]),
    );
  };
  const { organizations, spaces } = key.attributes;
  const attributes = {
    ...key.attributes,
    ...(organizations !== undefined && { organizations: renamed(organizations) }),
    ...(spaces !== undefined && { spaces: renamed(spaces) }),
  };
  return { ...key, attributes };
}

function readdress(resource: LiveResource, names: Names): LiveResource {
  return { ...resource, names, address: kinds[resource.kind].addressOf(names) };
}

function isBinding({ kind }: LiveResource): boolean {
  return kind === 'space-role-binding' || kind === 'project-role-binding';
}

function quote(name: string): string {
  return JSON.stringify(name);
}
