import { ok } from '../../src/model/result.js';
import type { Arize, Listing, RawObject } from '../../src/remote/port.js';
import type { Memory, MemoryArize } from './memory-arize.js';

/* The account in memory as another login sees it, by the contract (§6, §7) alone. */

/** What one person may see, whose own key is in use. */
class Eyes {
  private readonly isAdmin: boolean;

  constructor(
    private readonly memory: Memory,
    readonly user: string,
  ) {
    this.isAdmin = memory.users.get(user)?.role === 'ADMIN';
  }

  organization(id: string): boolean {
    return this.isAdmin || this.memory.organizations.get(id)?.members.has(this.user) === true;
  }

  administersOrganization(id: string): boolean {
    return this.isAdmin || this.memory.organizations.get(id)?.members.get(this.user) === 'ADMIN';
  }

  space(id: string): boolean {
    const space = this.memory.spaces.get(id);
    if (space === undefined) return false;
    const isInside = this.administersSpace(id) || space.members.has(this.user) || this.isBound(id);
    return isInside || (!space.is_private && this.organization(space.organization));
  }

  administersSpace(id: string): boolean {
    const space = this.memory.spaces.get(id);
    if (space === undefined) return false;
    return this.administersOrganization(space.organization) || space.members.get(this.user) === 'ADMIN';
  }

  project(id: string): boolean {
    const space = this.memory.projects.get(id)?.space_id ?? '';
    if (this.administersSpace(space) || this.isBound(id)) return true;
    return this.space(space) && !this.memory.restrictions.has(id);
  }

  /** Bindings and restrictions on a space or project. */
  administersResource(id: string): boolean {
    return this.administersSpace(this.memory.projects.get(id)?.space_id ?? id);
  }

  private isBound(resource: string): boolean {
    return [...this.memory.bindings.values()].some(
      ({ user_id: user, resource_id: bound }) => user === this.user && bound === resource,
    );
  }
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** The same account, as one of its people sees it; without one, as a service key that may see nothing of what is hidden. */
export function seenBy(arize: MemoryArize, user: string | undefined, hasRoster: boolean): Arize {
  const eyes = new Eyes(arize.memory, user ?? 'nobody');
  const isShown = (listing: Listing, object: RawObject): boolean => {
    switch (listing.list) {
      case 'organizations':
        return eyes.organization(text(object['id']));
      case 'spaces':
        return eyes.space(text(object['id']));
      case 'projects':
        return eyes.project(text(object['id']));
      case 'role-bindings':
      case 'resource-restrictions':
        return eyes.administersResource(text(object['resource_id']));
      default:
        return true;
    }
  };
  const own = { id: 'k', name: 'own', key_type: 'USER', created_by_user_id: user };
  const { members, ...rest } = arize;
  return {
    ...rest,
    async list(listing, signal) {
      if (listing.list === 'api-keys') return ok(listing.keyType === 'USER' && user !== undefined ? [own] : []);
      const listed = await arize.list(listing, signal);
      return listed.ok ? ok(listed.value.filter((object) => isShown(listing, object))) : listed;
    },
    ...(hasRoster && members !== undefined && { members }),
  };
}
