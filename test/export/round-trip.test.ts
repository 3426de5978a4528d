import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportedFiles } from '../../src/reconcile/exported.js';
import type { OrderSchema } from '../../src/edit/format.js';
import { formatFile } from '../../src/edit/format.js';
import { everything } from '../../src/live/everything.js';
import { readLive } from '../../src/live/index.js';
import { withoutCommands } from '../../src/report/style.js';
import { account, liveAccount } from '../support/any-account.js';
import { schemaUrl } from '../../src/load/permissions.js';
import { failed } from '../../src/model/result.js';
import type { Arize } from '../../src/remote/port.js';
import type { MemoryArize, MemoryOptions } from '../support/memory-arize.js';
import { stateOf } from '../support/files.js';
import { lines, planOf } from '../support/reconcile.js';
import { runs, timeout } from '../support/runs.js';

/* What export writes is what is live: a plan right after is empty, for any account, as far as it can be read. */

async function exported(arize: MemoryArize, options: { readonly split: boolean; readonly suggestGroups: boolean }) {
  const live = await readLive(arize, everything);
  if (!live.ok) throw new Error(live.error.message);
  return Object.fromEntries(exportedFiles(live.value, options));
}

const rosters = fc.constantFrom<MemoryOptions['roster']>(undefined, 'full', 'without organization roles');

describe('export', () => {
  it(
    'then plan is empty, for any account, in one file or in many, with groups or without',
    async () => {
      await fc.assert(
        fc.asyncProperty(account, rosters, fc.boolean(), fc.boolean(), async (made, roster, split, suggestGroups) => {
          const arize = liveAccount(made, roster);
          const files = await exported(arize, { split, suggestGroups });
          const desired = await stateOf(files, ['access.yaml']);
          expect(lines(await planOf(desired, arize))).toEqual([]);
        }),
        { numRuns: runs },
      );
    },
    timeout,
  );

  it(
    'is in the style of fmt; and what is printed holds nothing that a CI runner takes for a command, and says the same',
    async () => {
      const { schema } = await import('../../src/load/validator.gen.js');
      await fc.assert(
        fc.asyncProperty(account, fc.boolean(), fc.boolean(), async (made, split, suggestGroups) => {
          const arize = liveAccount(made, 'full');
          const live = await readLive(arize, everything);
          if (!live.ok) throw new Error(live.error.message);
          for (const text of exportedFiles(live.value, { split, suggestGroups, host: 'api.x.io' }).values())
            expect(formatFile(text, schema as OrderSchema)).toEqual({ text });
          const printed = exportedFiles(live.value, { split: false, suggestGroups, isPrinted: true });
          for (const text of printed.values()) expect(withoutCommands(text)).toBe(text);
          const desired = await stateOf(Object.fromEntries(printed), ['access.yaml']);
          expect(lines(await planOf(desired, arize))).toEqual([]);
        }),
        { numRuns: Math.ceil(runs / 5) },
      );
    },
    timeout,
  );

  it(
    'gives nobody anything through a suggested group',
    async () => {
      await fc.assert(
        fc.asyncProperty(account, async (made) => {
          const arize = liveAccount(made, 'full');
          const grants = async (suggestGroups: boolean) => {
            const desired = await stateOf(await exported(arize, { split: false, suggestGroups }), ['access.yaml']);
            return desired.resources.map(({ kind, address, attributes }) => [kind, address, attributes]);
          };
          expect(await grants(true)).toEqual(await grants(false));
        }),
        { numRuns: runs },
      );
    },
    timeout,
  );

  it('in many files has names that every file system takes', async () => {
    const odd = [
      ...['b', 'c'].map((end) => `${'a'.repeat(254)}${end}`),
      'CON',
      'Lpt1',
      '日本',
      '../..',
      'Organization',
    ];
    const organizations = odd.map((own) => ({ name: own, description: '', members: {}, spaces: [] }));
    const arize = liveAccount({ users: [], roles: [], organizations, pick: 0 }, 'full');
    const files = Object.keys(await exported(arize, { split: true, suggestGroups: false }));
    expect(files).toHaveLength(odd.length + 1);
    for (const file of files) expect(file).toMatch(/^(?:organizations\/)?(?!(?:con|lpt1)\.)[a-z0-9-]{1,240}\.yaml$/);
  });

  it('writes the same bytes each time, and reads well', async () => {
    const arize = liveAccount(
      {
        users: ['ann@x.io', 'bob@x.io', 'cy@x.io'].map((email) => ({
          email,
          name: 'A',
          role: 'MEMBER',
          status: email === 'cy@x.io' ? 'INVITED' : 'ACTIVE',
          developer: email === 'ann@x.io',
        })),
        roles: [{ name: 'Reader', description: 'Reads', permissions: ['PROJECT_READ'] }],
        organizations: [
          {
            name: 'Core',
            description: 'Core team',
            members: { 'ann@x.io': 'ADMIN', 'bob@x.io': 'MEMBER', 'cy@x.io': 'MEMBER' },
            spaces: ['alpha', 'beta'].map((own) => ({
              name: own,
              description: '',
              isPrivate: own === 'beta',
              members: { 'bob@x.io': 'MEMBER', 'cy@x.io': 'MEMBER' },
              bound: ['ann@x.io'],
              projects: own === 'alpha' ? [{ name: 'chat', restricted: true, bound: ['bob@x.io'] }] : [],
            })),
          },
        ],
        pick: 0,
      },
      'full',
    );
    const files = await exported(arize, { split: false, suggestGroups: true });
    expect(files).toEqual(await exported(arize, { split: false, suggestGroups: true }));
    expect(files['access.yaml']).toBe(`# yaml-language-server: $schema=${schemaUrl()}

# Written by \`ax-gitops export\`. A plan right after it is empty.

version: 1

users:
  ann@x.io: { name: A, role: member, developer: true }
  bob@x.io: { name: A, role: member }
  cy@x.io: { name: A, role: member } # invited, has not answered yet
  login@x.io: { name: Login, role: admin, developer: true }

groups:
  members: [bob@x.io, cy@x.io]

roles:
  Reader: { description: Reads, permissions: [PROJECT_READ] }

organizations:
  Core:
    description: Core team
    members:
      '@members': member
      ann@x.io: admin
    spaces:
      alpha:
        private: false
        members:
          '@members': member
          ann@x.io: Reader
        projects:
          chat:
            restricted: true
            members:
              bob@x.io: Reader
      beta:
        private: true
        members:
          '@members': member
          ann@x.io: Reader
`);
  });

  it('leaves out the map of what this login is not shown: an empty one would say that there is nothing', async () => {
    const roles = [{ name: 'Reader', description: '', permissions: ['PROJECT_READ'] }];
    const arize = liveAccount({ users: [], roles, organizations: [], pick: 0 }, 'full');
    const shown = await exported(arize, { split: false, suggestGroups: false });
    expect(shown['access.yaml']).toMatch(/^roles:/m);
    const list: Arize['list'] = async (listing, signal) =>
      listing.list === 'roles'
        ? failed({ kind: 'forbidden', message: '403 Forbidden', uncertain: false })
        : arize.list(listing, signal);
    const text = (await exported({ ...arize, list }, { split: false, suggestGroups: false }))['access.yaml'];
    expect(text).not.toMatch(/^roles:/m);
    expect(text).toContain('# Not read: role/*');
  });
});
