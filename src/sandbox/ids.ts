import { createHmac } from 'node:crypto';

/** The kinds of IDs; `Model` is what Arize calls a project inside (contract §1). */
export type IdType =
  | 'User'
  | 'AccountOrganization'
  | 'OrganizationMember'
  | 'Space'
  | 'SpaceMember'
  | 'Model'
  | 'Role'
  | 'RoleBinding'
  | 'ApiKey';

/** Base64 of `Type:number:mac`. The same number always gives the same ID, so that a seed has stable IDs. */
export function makeId(type: IdType, number: number): string {
  return Buffer.from(`${type}:${String(number)}:${mac(type, number)}`).toString('base64');
}

/** What an ID is made of, or `undefined` for a text that isn't an ID that the sandbox can have made. */
export function readId(id: string): { readonly type: IdType; readonly number: number } | undefined {
  const [type, number] = Buffer.from(id, 'base64').toString('utf8').split(':');
  if (type === undefined || number === undefined || !/^\d+$/.test(number)) return undefined;
  return makeId(type as IdType, Number(number)) === id ? { type: type as IdType, number: Number(number) } : undefined;
}

function mac(type: string, number: number): string {
  return createHmac('sha256', 'ax-gitops sandbox').update(`${type}:${String(number)}`).digest('base64url').slice(0, 4);
}
