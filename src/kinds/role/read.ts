import { addressOf } from '../../model/address.js';
import type { Attributes, LiveResource } from '../../model/resource.js';
import type { RawObject } from '../../remote/port.js';
import { flag, given, list, nested, optional, required } from '../raw.js';
import type { Reading } from '../reading.js';
import { textOf } from '../reading.js';
import { normaliseWord } from '../words.js';

export const reading: Reading = {
  isNeeded: (wishes) =>
    wishes.has('role', 'api-key') ||
    wishes.grants ||
    wishes.joins ||
    wishes.movesDoors ||
    wishes.refersTo('role') ||
    wishes.cascades,

  listings: () => [{ list: 'roles' }],

  read(raw) {
    const permissions = list(raw, 'permissions');
    const name = required(raw, 'name', 'role');
    const role: LiveResource = {
      kind: 'role',
      address: addressOf.role(name),
      names: { role: name },
      id: required(raw, 'id', 'role'),
      attributes: {
        ...given('description', textOf(raw, 'description')),
        ...given('permissions', permissions && [...new Set(permissions)].sort()),
      },
    };
    const isBuiltIn = flag(raw, 'is_predefined');
    return isBuiltIn === false ? role : { ...role, builtIn: isBuiltIn ?? 'unknown' };
  },

  refused: { reason: 'this login may not list roles', needs: 'ROLE_READ, or the key of an account admin' },
};

/** `{type: PREDEFINED, name}` or `{type: CUSTOM, id, name}`, in some versions wrapped (contract §2, §7). */
export function predefinedOrCustom(raw: RawObject | undefined): Attributes[string] | undefined {
  const role = (raw && nested(raw, 'actual_instance')) ?? raw;
  const name = role && optional(role, 'name');
  if (role !== undefined && optional(role, 'type') === 'CUSTOM') return { custom: name ?? '' };
  return name === undefined ? undefined : normaliseWord(name);
}
