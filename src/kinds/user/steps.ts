import { changedFields } from '../described.js';
import { creating, deleting, granting, revoking } from '../drafts.js';
import type { Steps } from '../kind.js';
import { addressIn, flag, nameIn, text } from '../names.js';
import { accountRoleOf, inviteModeOf } from '../words.js';
import type { Traces } from '../trace.js';

export const steps: Steps = {
  create({ names, attributes }, ids) {
    const email = nameIn(names, 'user');
    const role = text(attributes, 'role') ?? 'member';
    const invite = text(attributes, 'invite') ?? 'email_link';
    const name = text(attributes, 'name') ?? email;
    const developer = flag(attributes, 'developer');
    const create = creating(
      { do: 'users.create', name, email, role: accountRoleOf(role), invite: inviteModeOf(invite) },
      { invite, name, role },
      role === 'admin' ? ['escalates'] : [],
    );
    if (developer === undefined) return [create];
    // The platform takes `is_developer` only on an update, and does not say what a new user starts with.
    const update = granting({
      action: 'update',
      call: { do: 'users.update', user: ids(addressIn.user(names)), developer },
      before: { developer: null },
      after: { developer },
    });
    return [create, update];
  },

  update(live, _desired, changes, ids) {
    const { before, after } = changedFields(changes);
    const name = text(after, 'name');
    const developer = flag(after, 'developer');
    const draft = {
      action: 'update' as const,
      call: {
        do: 'users.update' as const,
        user: ids(live.address),
        ...(name !== undefined && { name }),
        ...(developer !== undefined && { developer }),
      },
      before,
      after,
    };
    // Without developer access a person's own API keys call nothing (contract §7 "API keys"); who never signed in has none.
    const endsKeys = developer === false && live.attributes['status'] !== 'invited';
    return [endsKeys ? revoking(draft) : granting(draft)];
  },

  remove: (live, ids) => deleting({ do: 'users.delete', user: ids(live.address) }, live, { irreversible: true }),
};

/** Found by the email; whoever has gone is not meant. */
export const traces = {
  'users.create': (call) => ({
    listing: { list: 'users' },
    isIt: ({ email, status }) => isLiving(status) && sameEmail(email, call.email),
    by: ['email'],
    mayBeGone: true,
  }),
} satisfies Partial<Traces>;

function isLiving(status: unknown): boolean {
  return status !== 'EXPIRED' && status !== 'INACTIVE';
}

function sameEmail(listed: unknown, wanted: string): boolean {
  return typeof listed === 'string' && listed.toLowerCase() === wanted.toLowerCase();
}
