import type { ResolvedCall } from '../../model/call.js';
import type { Arize, Listing, MemberPlace, RawObject, Rosters } from '../port.js';

/**
 * The same Arize, whose members are not asked for again where nothing that this run did can have changed them: an apply
 * reads everything twice, and queries for members are few (contract §8). A place that a change may have touched is asked
 * for each time from then on.
 */
export function rememberingMembers(arize: Arize): Arize {
  const { members } = arize;
  if (members === undefined) return arize;
  const containers = new Containers();
  const touched = new Touched();
  let known: Known | undefined;
  return {
    ...arize,
    async list(listing, signal, onPage) {
      const listed = await arize.list(listing, signal, onPage);
      if (listed.ok) containers.learn(listing, listed.value);
      return listed;
    },
    async call(call, signal) {
      // Before it is made: whatever becomes of it, it may have been done.
      touched.add(placesTouchedBy(call, containers));
      const answer = await arize.call(call, signal);
      if (answer.ok && answer.value.id !== undefined && call.do === 'projects.create')
        containers.made(answer.value.id, call.space);
      return answer;
    },
    async members(places, signal) {
      const before = known;
      const isKnown = (place: MemberPlace) =>
        before?.asked.get(place.id) === askedOf(place) && !touched.has(place.id, containers);
      const open = places.filter((place) => !isKnown(place));
      const read = open.length === 0 ? { ok: true as const, value: nothing } : await members(open, signal);
      if (!read.ok) return read;
      const kept = before === undefined ? read.value : merged(before.rosters, read.value, places.filter(isKnown));
      known = { rosters: kept, asked: new Map(places.map((place) => [place.id, askedOf(place)])) };
      return { ok: true, value: kept };
    },
  };
}

/** What was answered last, and how each place had been asked for. */
interface Known {
  readonly rosters: Rosters;
  readonly asked: ReadonlyMap<string, string>;
}

const nothing: Rosters = { members: new Map() };

function askedOf({ people }: MemberPlace): string {
  return JSON.stringify(people ?? null);
}

/** What was read now, and of some places what was read before: also that they could not be read. */
function merged(before: Rosters, now: Rosters, untouched: readonly MemberPlace[]): Rosters {
  const isUnread = untouched.some(({ id }) => !before.members.has(id));
  const problem = now.problem ?? (isUnread ? before.problem : undefined);
  const of = <T>(map: ReadonlyMap<string, T> = new Map()) =>
    untouched.flatMap(({ id }) => {
      const value = map.get(id);
      return value === undefined ? [] : [[id, value] as const];
    });
  return {
    members: new Map([...of(before.members), ...now.members]),
    lookedFor: new Map([...of(before.lookedFor), ...(now.lookedFor ?? [])]),
    ...(problem !== undefined && { problem }),
  };
}

/** What is in what, by IDs, as far as it was listed; and who was known before. */
class Containers {
  private readonly organizations = new Map<string, string>();
  private readonly spaces = new Map<string, string>();
  private readonly resources = new Map<string, string>();
  private readonly emails = new Set<string>();

  learn(listing: Listing, objects: readonly RawObject[]): void {
    for (const { id, space_id: space, resource_id: resource, email } of objects) {
      if (listing.list === 'spaces') put(this.organizations, id, listing.organization);
      else if (listing.list === 'projects') put(this.spaces, id, space);
      else if (listing.list === 'role-bindings') put(this.resources, id, resource);
      else if (listing.list === 'users' && typeof email === 'string') this.emails.add(email.toLowerCase());
    }
  }

  made(project: string, space: string): void {
    this.spaces.set(project, space);
  }

  organizationOf(space: string): string | undefined {
    return this.organizations.get(space);
  }

  /** The space that a space or project is, or is in. */
  spaceOf(resource: string | undefined): string | undefined {
    if (resource === undefined) return undefined;
    return this.organizations.has(resource) ? resource : this.spaces.get(resource);
  }

  resourceOf(binding: string): string | undefined {
    return this.resources.get(binding);
  }

  knows(email: string): boolean {
    return this.emails.has(email.toLowerCase());
  }
}

function put(map: Map<string, string>, id: unknown, value: unknown): void {
  if (typeof id === 'string' && typeof value === 'string') map.set(id, value);
}

/** Places by ID; one that is touched is so with all that is in it. */
class Touched {
  private readonly places = new Set<string>();
  private isEverything = false;

  add(places: readonly string[] | 'everything'): void {
    if (places === 'everything') this.isEverything = true;
    else for (const place of places) this.places.add(place);
  }

  has(place: string, containers: Containers): boolean {
    const above = containers.organizationOf(place);
    return this.isEverything || this.places.has(place) || (above !== undefined && this.places.has(above));
  }
}

/** Where a call may change who is a member, and how. What can't be told may be anywhere. */
function placesTouchedBy(call: ResolvedCall, containers: Containers): readonly string[] | 'everything' {
  switch (call.do) {
    case 'organizations.add-user':
    case 'organizations.remove-user':
    case 'organizations.delete':
      return [call.organization];
    case 'spaces.add-user':
    case 'spaces.remove-user':
    case 'spaces.update':
    case 'spaces.delete':
      return [call.space];
    case 'role-bindings.create':
      return call.resourceType === 'SPACE' ? [call.resource] : orEverything(containers.spaceOf(call.resource));
    case 'role-bindings.update':
    case 'role-bindings.delete':
      return orEverything(containers.spaceOf(containers.resourceOf(call.binding)));
    case 'users.create':
      // Whoever is invited anew may have been in places before.
      return containers.knows(call.email) ? 'everything' : [];
    case 'users.delete':
      return 'everything';
    case 'users.update':
    case 'users.resend-invitation':
    case 'users.reset-password':
    case 'organizations.create':
    case 'organizations.update':
    case 'spaces.create':
    case 'roles.create':
    case 'roles.update':
    case 'roles.delete':
    case 'resource-restrictions.restrict':
    case 'resource-restrictions.unrestrict':
    case 'projects.create':
    case 'projects.update':
    case 'projects.delete':
    case 'api-keys.create':
    case 'api-keys.create-service':
    case 'api-keys.refresh':
    case 'api-keys.revoke':
      return [];
  }
}

function orEverything(space: string | undefined): readonly string[] | 'everything' {
  return space === undefined ? 'everything' : [space];
}
