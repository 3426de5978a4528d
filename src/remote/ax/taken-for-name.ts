import type { ResolvedCall } from '../../model/call.js';
import type { RemoteFailure } from '../port.js';

/**
 * An ID that ax would take for a name and look up: it takes that for an ID what decodes as base64 to a text with a colon
 * (contract §1). The lookup finds nothing, or another object of that name, so the call is not made.
 */
export function takenForName(call: ResolvedCall): RemoteFailure | undefined {
  const id = lookedUp(call).find((text) => !hasFormOfId(text));
  if (id === undefined) return undefined;
  return {
    kind: 'invalid',
    message: `ax would take the ID ${JSON.stringify(id)} for a name, since IDs of Arize have another form; nothing was sent`,
    hint: 'use --transport api, which sends IDs as they are',
    uncertain: false,
  };
}

/** The field that holds what a command of ax is about, by the command's group; all other IDs are sent as they are. */
const subjects: Readonly<Record<string, string>> = {
  organizations: 'organization',
  spaces: 'space',
  roles: 'role',
  projects: 'project',
};

function lookedUp(call: ResolvedCall): readonly string[] {
  if (call.do === 'projects.create') return [call.space];
  if (call.do === 'api-keys.create-service')
    return call.organizations.flatMap(({ spaces }) => spaces.map(({ space }) => space));
  const subject = subjects[call.do.split('.')[0] ?? ''] ?? '';
  const id = (call as Readonly<Record<string, unknown>>)[subject];
  return typeof id === 'string' ? [id] : [];
}

function hasFormOfId(text: string): boolean {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) return false;
  const decoded = bytes.toString('utf8');
  return decoded.includes(':') && Buffer.from(decoded, 'utf8').equals(bytes);
}
