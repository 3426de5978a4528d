import { mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { schemaUrl } from '../../src/load/permissions.js';
import { exportedFiles } from '../../src/reconcile/exported.js';
import { silentHost } from '../../src/reconcile/host.js';
import type { InitRequest } from '../../src/reconcile/init.js';
import { writeFirstFiles } from '../../src/reconcile/init.js';
import { readAccount } from '../../src/reconcile/read-account.js';
import { validate } from '../../src/reconcile/validate.js';
import { engineRig, smallAccount } from '../support/engine.js';
import type { Folder } from '../support/folder.js';
import { folderWith } from '../support/folder.js';

/* What `init` writes, and what it leaves alone. */

const at = ({ path }: Pick<Folder, 'path'>) => ({ cwd: path, home: path, env: {}, now: () => new Date(0) });
const begin = (request: InitRequest, folder: Pick<Folder, 'path'>) => writeFirstFiles(request, at(folder), silentHost);
const workflows = ['snapshot', 'plan', 'apply', 'drift'].map((name) => `access-${name}.yml`);
const notBegun = (message: string, hint: string) => ({
  type: 'begun',
  written: [],
  failure: { type: 'not-written', message, hint },
});

describe('a starter', () => {
  const starter = { type: 'begun', written: [{ type: 'starter', file: 'access.yaml' }] };

  it('is a valid file that names its schema, and is written once', async () => {
    await using folder = await folderWith();
    expect(await begin({}, folder)).toStrictEqual(starter);
    expect(readFileSync(join(folder.path, 'access.yaml'), 'utf8')).toMatch(
      new RegExp(`^# yaml-language-server: \\$schema=${schemaUrl()}\n#\n# Who may do what [^]*\nversion: 1\n`),
    );
    expect(await validate({}, at(folder))).toMatchObject({ diagnostics: [], desired: { resources: [] } });
    expect(await begin({}, folder)).toStrictEqual({
      type: 'not-written',
      message: `${join(folder.path, 'access.yaml')} is already there; it was left as it is.`,
      hint: 'edit it, then run `ax-gitops plan`',
    });
  });

  it('is all that can be without a login, of which nobody is asked', async () => {
    await using folder = await folderWith();
    const askToExport = () => Promise.reject(new Error('asked'));
    expect(await begin({ askToExport }, folder)).toStrictEqual(starter);
  });

  it('is written where nothing is to be exported, with the workflows before it', async () => {
    await using folder = await folderWith();
    const asked: unknown[] = [];
    const askToExport = (...question: readonly unknown[]) => {
      asked.push(question);
      return Promise.resolve(false);
    };
    const env = { ARIZE_API_KEY: 'k', ARIZE_BASE_URL: 'http://127.0.0.1:1' };
    const begun = await writeFirstFiles({ askToExport, github: true }, { ...at(folder), env }, silentHost);
    expect(begun).toMatchObject({ type: 'begun', written: [{ type: 'workflows' }, { type: 'starter' }] });
    expect(asked).toMatchObject([[{ apiKey: 'k' }, 'access']]);
  });

  it('never takes the place of something, and says where it can’t be written', async () => {
    await using folder = await folderWith();
    const path = join(folder.path, 'access.yaml');
    // A link that leads nowhere is no file, and is something.
    symlinkSync('elsewhere.yaml', path);
    const hint = 'run it in a folder that you can write to';
    expect(await begin({}, folder)).toStrictEqual(
      notBegun(`${path} can't be written: file already exists (EEXIST).`, hint),
    );
    expect(readdirSync(folder.path)).toEqual(['access.yaml']);
  });
});

describe('the workflows', () => {
  it('are written beside files that are there, with what is to be replaced in them', async () => {
    await using folder = await folderWith({ 'access.yaml': 'version: 1\n' });
    expect(await begin({ github: true, export: true }, folder)).toStrictEqual({
      type: 'begun',
      written: [
        {
          type: 'workflows',
          files: workflows.map((name) => `.github/workflows/${name}`),
          placeholder: 'OWNER/ax-gitops@COMMIT',
        },
      ],
    });
    for (const name of workflows)
      expect(
        readFileSync(join(folder.path, '.github/workflows', name), 'utf8').split('OWNER/ax-gitops@COMMIT'),
      ).toHaveLength(2);
  });

  it.each([`x y/ax@${'a'.repeat(40)}`, `acme/ax@${'a'.repeat(41)}`, `acme/ax@${'A'.repeat(40)}`])(
    'are none for %s',
    async (action) => {
      await using folder = await folderWith();
      expect(await begin({ github: true, action }, folder)).toStrictEqual({
        type: 'not-written',
        message: `--action is ${JSON.stringify(action)}, which does not name a commit of an action.`,
        hint: "write it as OWNER/ax-gitops@ and the 40 digits of a release's commit",
      });
    },
  );

  it('are all written or none', async () => {
    await using folder = await folderWith({ 'access.yaml': 'version: 1\n' });
    const hint = 'make .github a folder that can be written to, without these files, and try again';
    const inside = join(folder.path, '.github/workflows');
    mkdirSync(inside, { recursive: true });
    symlinkSync('elsewhere.yml', join(inside, 'access-apply.yml'));
    expect(await begin({ github: true }, folder)).toStrictEqual(
      notBegun("the workflows can't be written (file already exists (EEXIST)); nothing was written.", hint),
    );
    expect(readdirSync(inside)).toEqual(['access-apply.yml']);
    rmSync(join(folder.path, '.github'), { recursive: true });
    writeFileSync(join(folder.path, '.github'), '');
    expect(await begin({ github: true }, folder)).toStrictEqual(
      notBegun("the workflows can't be written (not a directory (ENOTDIR)); nothing was written.", hint),
    );
  });
});

describe('an export', () => {
  it('is the files of everything that is live, and keeps secrets out of Git', async () => {
    await using rig = await engineRig({}, smallAccount);
    const request = { ...rig.request, export: true };
    const read = await readAccount(rig.request, rig.at, silentHost);
    if (read.type !== 'read') throw new Error(read.type);
    const files = exportedFiles(read.live, { split: true, suggestGroups: false, host: rig.sandbox.host });
    const folder = join(rig.at.cwd, 'access');
    const ignore = join(rig.at.cwd, '.gitignore');
    const both = ['.ax-gitops/', '.secrets/'];
    for (const [before, after, ignored] of [
      [undefined, '.ax-gitops/\n.secrets/\n', both],
      ['\nnode_modules', '\nnode_modules\n.ax-gitops/\n.secrets/\n', both],
      ['.secrets/\r\n', '.secrets/\r\n.ax-gitops/\n', ['.ax-gitops/']],
      ['.secrets/\r\n.ax-gitops/', '.secrets/\r\n.ax-gitops/', []],
    ] as const) {
      if (before !== undefined) writeFileSync(ignore, before);
      expect(await writeFirstFiles(request, rig.at, silentHost)).toStrictEqual({
        type: 'begun',
        written: [{ type: 'exported', files: files.size, folder, ignored }],
      });
      expect(readFileSync(ignore, 'utf8')).toBe(after);
      for (const [name, text] of files) expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
      rmSync(folder, { recursive: true });
    }
    rmSync(ignore);
    mkdirSync(ignore);
    expect(await writeFirstFiles(request, rig.at, silentHost)).toStrictEqual(
      notBegun(
        `${ignore} can't be written: illegal operation on a directory (EISDIR).`,
        'make it a file that can be written to, so that secrets are kept out of Git, and run it again',
      ),
    );
    expect(readdirSync(rig.at.cwd)).toEqual(['.gitignore']);
  });
});
