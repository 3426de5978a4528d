import type { LiveNeeds } from '../model/live.js';

/** All that can be read of an account. */
export const everything: LiveNeeds = {
  users: true,
  roles: true,
  organizations: true,
  spacesOf: 'all',
  projects: true,
  spaceBindings: true,
  projectBindings: true,
  restrictions: true,
  apiKeys: true,
  membersOf: 'all',
};
