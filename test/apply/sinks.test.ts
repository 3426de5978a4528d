import fc from 'fast-check';
import { mkdtemp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deliver } from '../../src/apply/sinks.js';
import { Secret } from '../../src/model/secret.js';
import type { Sink } from '../../src/model/sink.js';
import { runs } from '../support/runs.js';

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'ax-gitops-sinks-'));
});
afterEach(() => rm(cwd, { recursive: true }));

const into = (sink: Sink, name: string, secret: string) =>
  deliver(
    sink,
    new Secret(secret),
    { name, address: `api-key/${name}` },
    {
      cwd,
      env: process.env,
      isOwnKey: () => false,
    },
  );
const env: Sink = { envFile: '.env' };
const read = () => readFile(join(cwd, '.env'), 'utf8');

describe('a .env file', () => {
  it('takes many secrets that come at the same time, and loses none', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `key-${String(index)}`);
    await Promise.all(names.map((name) => into(env, name, `secret of ${name}`)));
    expect(parseEnv(await read())).toEqual(
      Object.fromEntries(names.map((name) => [name.toUpperCase().replace('-', '_'), `secret of ${name}`])),
    );
  });

  it('keeps what else is in it as it is, and replaces its own line', async () => {
    await writeFile(join(cwd, '.env'), "# ours\n\nTEXT='two\n\nlines'\nexport TRACES=old\nOTHER=1");
    await into(env, 'traces', 'new');
    expect(await read()).toBe("# ours\n\nTEXT='two\n\nlines'\nTRACES='new'\nOTHER=1\n");
    expect((await stat(join(cwd, '.env'))).mode & 0o777).toBe(0o600);
  });

  it('that can not be read is left alone', async () => {
    await mkdir(join(cwd, '.env'));
    await expect(into(env, 'traces', 'secret')).rejects.toThrow(/EISDIR/);
    expect(await readdir(join(cwd, '.env'))).toEqual([]);
  });
});

describe('a secret of any shape', () => {
  const shapes = fc.oneof(
    fc.string({ minLength: 6, unit: 'grapheme' }),
    fc.constantFrom(
      "it's-$HOME-`id`",
      '--flag=secret',
      '%s%n{name}{address}',
      'a\\nb\\u0041c',
      '</script>"secret',
      '==c2VjcmV0==',
    ),
  );
  const odd = shapes.filter((text) => !/[\0\r\n]/.test(text) && text.trim() === text && text.length >= 6);

  it('arrives whole in a file and in a program, and nowhere is it in what goes wrong', async () => {
    const sinks: Readonly<Record<string, Sink>> = {
      file: { file: 'keys/{name}' },
      program: { command: ['sh', '-c', 'cat > "$0"', 'stored'] },
    };
    const broken: Readonly<Record<string, Sink>> = {
      'a program that fails, and echoes': { command: ['sh', '-c', 'cat; cat >&2; exit 3'] },
      'a program that is killed': { command: ['sh', '-c', 'cat >&2; kill -9 $$'] },
      'a program that is not there': { command: ['no-such-program'] },
      'a program that does not read': { command: ['false'] },
      'a file below a file': { file: 'blocker/{name}' },
      'an env file below a file': { envFile: 'blocker/.env' },
    };
    await writeFile(join(cwd, 'blocker'), '');
    await fc.assert(
      fc.asyncProperty(odd, async (secret) => {
        for (const sink of Object.values(sinks)) await into(sink, 'k', secret);
        expect(await readFile(join(cwd, 'keys', 'k'), 'utf8')).toBe(`${secret}\n`);
        expect(await readFile(join(cwd, 'stored'), 'utf8')).toBe(secret);
        for (const [what, sink] of Object.entries(broken)) {
          const error = await into(sink, 'k', secret).then(
            () => undefined,
            (thrown: unknown) => thrown,
          );
          expect(error, what).toBeInstanceOf(Error);
          const { message, stack = '' } = error as Error;
          expect(`${message}${stack}${JSON.stringify(error)}`, what).not.toContain(secret);
        }
      }),
      { numRuns: Math.ceil(runs / 10) },
    );
  }, 60_000);
});
