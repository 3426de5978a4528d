import { expect, it } from 'vitest';
import { exportedFiles } from '../../src/reconcile/exported.js';
import { liveState } from '../support/live.js';

it('files of what is live are in the one style, and hold nothing that a CI runner takes for a command where they are printed', () => {
  const live = liveState([
    ['user', { user: 'eve@x.io' }, { name: 'Eve: E', role: 'member' }],
    ['role', { role: 'a: ::b' }, { description: 'x ::error::y ##[group]z', permissions: ['PROJECT_READ'] }],
  ]);
  const below = (isPrinted?: true) => {
    const files = exportedFiles(live, { split: false, suggestGroups: false, ...(isPrinted && { isPrinted }) });
    expect([...files.keys()]).toEqual(['access.yaml']);
    return files.get('access.yaml')?.replace(/^[^]*(?=^users:)/m, '');
  };
  expect(below()).toBe(`users:
  eve@x.io: { name: 'Eve: E', role: member }

roles:
  'a: ::b':
    description: 'x ::error::y ##[group]z'
    permissions: [PROJECT_READ]

organizations: {}
`);
  expect(below(true)).toBe(`users:
  eve@x.io: { name: 'Eve: E', role: member }

roles:
  "a: :\\x3ab":
    description: "x :\\x3aerror:\\x3ay #\\x23[group]z"
    permissions: [PROJECT_READ]

organizations: {}
`);
});
