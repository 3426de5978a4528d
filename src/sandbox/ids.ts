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

/** What an ID is made of, or `undefined` for a text that is no ID. Whether there is such an object is another question. */
export function readId(id: string): { readonly type: IdType; readonly number: number } | undefined {
  const [, type, number] = /^([A-Za-z]+):(\d+):[\w-]+$/.exec(Buffer.from(id, 'base64').toString('utf8')) ?? [];
  return type === undefined || number === undefined ? undefined : { type: type as IdType, number: Number(number) };
}

function mac(type: string, number: number): string {
  return createHmac('sha256', 'ax-gitops sandbox')
    .update(`${type}:${String(number)}`)
    .digest('base64url')
    .slice(0, 4);
}
