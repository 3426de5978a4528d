import { roleText } from '../export/grants.js';
import { memberRoleWords } from '../kinds/words.js';
import { normaliseEmail, segmentsOf } from '../model/address.js';
import type { Address, Names } from '../model/address.js';
import type { LiveState } from '../model/live.js';
import type { Plan, Step } from '../model/plan.js';
import type { Attributes, KindName, LiveResource } from '../model/resource.js';
import type { Declared, PlaceNames } from './declared.js';
import { placePath } from './declared.js';
import type { Edits, FileWish } from './edits.js';
import { homeOf } from './home.js';
import type { Value, Wish } from './patch.js';

/** What is to be taken over into the files. */
export interface AdoptRequest {
  readonly plan: Pick<Plan, 'steps' | 'unmanaged'>;
  /** As it was read for that plan. */
  readonly live: LiveState;
  /** Which addresses; all where it is left out. */
  readonly includes?: (address: Address) => boolean;
}

/**
 * Writes what is live into the files, where a plan would change it or no file declares it: the plan afterwards has nothing
 * left to do for those addresses. What a file can't say (a key's secret) is named in the notes.
 */
export function adopt(declared: Declared, { plan, live, includes = () => true }: AdoptRequest): Edits {
  const wishes: FileWish[] = [];
  const notes: string[] = [];
  const at = (kind: KindName, address: Address) => live.resources[kind].get(address);
  for (const { address, kind } of plan.unmanaged) {
    const found = at(kind, address);
    if (found === undefined || !includes(address)) continue;
    const wish = declaring(declared, found, notes);
    if (wish !== undefined) wishes.push(wish);
  }
  for (const step of plan.steps) {
    if (!includes(step.address) || step.action === 'assert' || step.action === 'rename') continue;
    const found = at(step.kind, step.address);
    if (step.kind === 'api-key')
      notes.push(`${step.address}: a key's secret can't be adopted; change its entry by hand`);
    else if (found === undefined) wishes.push(...undeclaring(declared, step, notes));
    else if (step.action === 'update') wishes.push(...accepting(declared, step, found, notes));
    else {
      const wish = declaring(declared, found, notes);
      if (wish !== undefined) wishes.push(wish);
    }
  }
  return { wishes, notes };
}

/** An entry that says what is live. */
function declaring(declared: Declared, found: LiveResource, notes: string[]): FileWish | undefined {
  const path = entryPath(declared, found.kind, found.names);
  const value = valueOf(found);
  if (path !== undefined && value !== undefined) return wishAt(declared, path, value);
  notes.push(
    `${found.address}: ${found.kind === 'api-key' ? "a key's secret can't be adopted" : 'its role has no name that a file can say'}`,
  );
  return undefined;
}

/** What is declared and not live goes from the files; through a group it stays for the others. */
function undeclaring(declared: Declared, step: Step, notes: string[]): readonly FileWish[] {
  const { kind, address } = step;
  const path = entryPath(declared, kind, namesIn(address));
  if (path === undefined) {
    notes.push(`${address}: take its entry out by hand`);
    return [];
  }
  const holders = declared.at(path);
  if (holders.length > 0) return holders.map(({ file }) => ({ file, wish: { path, patch: { type: 'remove' } } }));
  // Somebody who has it through a group has no entry of their own.
  return isGrant(kind) ? [wishAt(declared, path, 'absent')] : [];
}

/** Only the fields that differ, so that everything else of the entry stays as it is written. */
function accepting(
  declared: Declared,
  { changes, kind }: Step,
  found: LiveResource,
  notes: string[],
): readonly FileWish[] {
  const path = entryPath(declared, kind, found.names);
  const [holder] = path === undefined ? [] : declared.at(path);
  if (path === undefined) return [];
  if (isGrant(kind) || holder === undefined || typeof holder.value !== 'object') {
    const wish = declaring(declared, found, notes);
    return wish === undefined ? [] : [wish];
  }
  return changes.flatMap(({ field }): readonly FileWish[] => {
    const value = found.attributes[field];
    const inside = [...path, field] as unknown as Wish['path'];
    const [own] = declared.at(inside);
    const file = own?.file ?? holder.file;
    if (value === undefined || value === null) return [{ file, wish: { path: inside, patch: { type: 'remove' } } }];
    return [{ file, wish: { path: inside, patch: { type: 'value', value: value as Value } } }];
  });
}

function wishAt(declared: Declared, path: Wish['path'], value: Value): FileWish {
  const [holder] = declared.at(path);
  return { file: holder?.file ?? homeOf(declared, path.slice(0, -1)), wish: { path, patch: { type: 'value', value } } };
}

function isGrant(kind: KindName): boolean {
  return kind === 'organization-member' || kind === 'space-member' || kind.endsWith('role-binding');
}

/** Where an object stands in a file; a person's key as the file spells it. */
function entryPath(declared: Declared, kind: KindName, names: Names): Wish['path'] | undefined {
  const { user, role, organization, space, project } = names;
  const place: PlaceNames | undefined =
    organization === undefined
      ? undefined
      : { organization, ...(space !== undefined && { space }), ...(project !== undefined && { project }) };
  if (kind === 'user' && user !== undefined) return ['users', declared.user(user)[0]?.key ?? user];
  if (kind === 'role' && role !== undefined) return ['roles', role];
  if (place === undefined || kind === 'api-key') return undefined;
  if (kind === 'restriction') return [...placePath(place), 'restricted'] as unknown as Wish['path'];
  if (user === undefined) return placePath(place);
  const own = declared.members(place).find(({ key }) => normaliseEmail(key) === user);
  return [...placePath(place), 'members', own?.key ?? user] as unknown as Wish['path'];
}

function valueOf({ kind, attributes }: LiveResource): Value | undefined {
  const { role } = attributes;
  if (kind === 'user') return fieldsOf(attributes, ['name', 'role', 'developer']);
  if (kind === 'role') return fieldsOf(attributes, ['description', 'permissions']);
  if (kind === 'organization') return fieldsOf(attributes, ['description']);
  if (kind === 'space') return fieldsOf(attributes, ['description', 'private']);
  if (kind === 'project') return {};
  if (kind === 'restriction') return true;
  if (kind === 'api-key' || typeof role !== 'string' || role.startsWith('(unlisted role ')) return undefined;
  const isWord = kind.endsWith('-member') && memberRoleWords.some((word) => word === role);
  return roleText(isWord ? { word: role } : { name: role }, kind === 'project-role-binding') as Value;
}

/** Fields that say something: an empty description and `developer: false` are what a new object has anyway. */
function fieldsOf(attributes: Attributes, fields: readonly string[]): Value {
  const entries = fields.flatMap((field): readonly (readonly [string, Value])[] => {
    const value = attributes[field];
    const isNothing =
      value === undefined ||
      value === null ||
      value === '' ||
      value === false ||
      (typeof value === 'object' && !Array.isArray(value));
    return isNothing ? [] : [[field, value as Value]];
  });
  return Object.fromEntries(entries);
}

/** The names in an address: what a step would create is not live, so there is no object to ask. */
function namesIn(address: Address): Names {
  const segments = segmentsOf(address);
  const names: Record<string, string> = {};
  for (let index = 0; index + 1 < segments.length; index += 2) {
    const kind = segments[index] ?? '';
    names[kind === 'member' ? 'user' : kind] = segments[index + 1] ?? '';
  }
  return names;
}
