import fc from 'fast-check';
import { expect, it } from 'vitest';
import { adopt } from '../../src/edit/adopt.js';
import { Declared } from '../../src/edit/declared.js';
import { editYaml } from '../../src/edit/edit-yaml.js';
import { patchOf } from '../../src/edit/patch.js';
import { exportedFiles } from '../../src/reconcile/exported.js';
import { everything } from '../../src/live/everything.js';
import { readLive } from '../../src/live/index.js';
import { knownPermissions } from '../../src/load/permissions.js';
import { account, liveAccount } from '../support/any-account.js';
import { documentsOf, stateOf } from '../support/files.js';
import type { MemoryArize } from '../support/memory-arize.js';
import { tryPlan } from '../support/reconcile.js';
import { runs, timeout } from '../support/runs.js';

async function exported(arize: MemoryArize, split: boolean, suggestGroups: boolean) {
  const live = await readLive(arize, everything);
  if (!live.ok) throw new Error(live.error.message);
  return Object.fromEntries(exportedFiles(live.value, { split, suggestGroups }));
}

async function planned(files: Readonly<Record<string, string>>, arize: MemoryArize, readsAll = false) {
  const made = await tryPlan(await stateOf(files, ['access.yaml']), arize, { readsAll });
  return made.ok ? made.value : undefined;
}

it(
  'leaves a plan nothing to do for what was adopted: the files of one account, and another one live',
  async () => {
    const seen = { adopted: 0 };
    const cases = Math.ceil(runs / 3);
    await fc.assert(
      fc.asyncProperty(account, account, fc.boolean(), fc.boolean(), async (before, after, split, suggestGroups) => {
        const files = await exported(liveAccount(before, 'full'), split, suggestGroups);
        const arize = liveAccount(after, 'full');
        const first = await planned(files, arize, true);
        // Files that can't be planned at all on that account say so themselves.
        if (first === undefined) return;
        const { wishes, notes } = adopt(new Declared((await documentsOf(files, ['access.yaml'])).documents), {
          ...first,
          knownPermissions: knownPermissions(),
        });
        const edited = { ...files };
        for (const file of new Set(wishes.map((wish) => wish.file))) {
          const own = wishes.filter((wish) => wish.file === file).map(({ wish }) => wish);
          const made = editYaml(files[file] ?? '', patchOf(own));
          if (!made.ok) throw new Error(`${made.error.message}\n${files[file] ?? ''}`);
          edited[file] = made.value;
        }
        seen.adopted += wishes.length;
        const second = await planned(edited, arize);
        // Who has to be invited anew gets every membership anew.
        const isNotedAt = (address: string) => notes.some((note) => note.startsWith(`${address}: `));
        const isNoted = ({ address }: { readonly address: string }) => {
          const [, person = ''] = address.split('/member/');
          return isNotedAt(address) || (person !== '' && isNotedAt(`user/${person}`));
        };
        const left = [
          ...(second?.plan.steps ?? []).filter(({ action }) => action !== 'assert'),
          ...(second?.plan.unmanaged ?? []),
          ...(second?.plan.blocked ?? []),
        ];
        expect(second?.plan, JSON.stringify(edited)).toBeDefined();
        expect(left.filter((one) => !isNoted(one)).map(({ address }) => address)).toEqual([]);
      }),
      { numRuns: cases },
    );
    // Two or three a case.
    expect(seen.adopted).toBeGreaterThan(cases / (cases < 300 ? 3 : 1));
  },
  timeout,
);
