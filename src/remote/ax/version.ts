import { readdir, readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import semver from 'semver';
import type { Result } from '../../model/result.js';
import { failed, ok } from '../../model/result.js';
import { installHint } from './classify.js';
import type { RemoteFailure } from '../port.js';
import type { AxRunner } from './runner.js';

/** The oldest ax that tolerates response fields it does not know (contract §5). */
export const oldestVersion = '0.31.1';

/**
 * The version of an ax: read from its package's metadata where the launcher is the usual script of pip, pipx or uv,
 * since asking ax itself takes seconds; else asked. `ax --version` prints on standard error (contract §2).
 */
export async function axVersion(
  launcher: string,
  runner: AxRunner,
  signal?: AbortSignal,
): Promise<Result<string, RemoteFailure>> {
  const version = (await versionFromMetadata(launcher)) ?? (await versionFromOutput(runner, signal));
  if (typeof version !== 'string') return failed(version);
  const parsed = semver.coerce(version);
  if (parsed !== null && semver.lt(parsed, oldestVersion)) {
    return failed({
      kind: 'ax-too-old',
      message: `ax ${version} is too old: ax-gitops needs ${oldestVersion} or newer, since older ones fail on answers with fields that they don't know.`,
      hint: 'upgrade it with `pipx upgrade arize-ax-cli`, `uv tool upgrade arize-ax-cli` or `pip install --upgrade arize-ax-cli`',
      uncertain: false,
    });
  }
  return ok(version);
}

async function versionFromMetadata(launcher: string): Promise<string | undefined> {
  try {
    const path = await realpath(launcher);
    const script = await readFile(path, 'utf8');
    if (script.length > 4096 || !/^from ax\.cli import app$/m.test(script)) return undefined;
    const lib = join(dirname(dirname(path)), 'lib');
    for (const python of (await readdir(lib)).filter((name) => name.startsWith('python'))) {
      const packages = await readdir(join(lib, python, 'site-packages'));
      const found = packages.flatMap((name) => /^arize_ax_cli-(.+)\.dist-info$/.exec(name)?.[1] ?? []);
      if (found.length === 1) return found[0];
    }
  } catch {
    // An unusual launcher: ask it.
  }
  return undefined;
}

async function versionFromOutput(runner: AxRunner, signal: AbortSignal | undefined): Promise<string | RemoteFailure> {
  const outcome = await runner.run(['--version'], { timeoutMs: 60_000, ...(signal !== undefined && { signal }) });
  if (outcome.type === 'aborted' || outcome.type === 'not-begun')
    return { kind: 'interrupted', message: '`ax --version` was interrupted', uncertain: false };
  if (outcome.type === 'not-started') return missing(outcome.reason);
  const printed = outcome.type === 'exited' ? `${outcome.stderr}\n${outcome.stdout}` : '';
  const version = /\bversion\s+v?(\d+\.\d+\.\d+\S*)/.exec(printed)?.[1];
  if (version !== undefined) return version;
  return {
    kind: 'ax-broken',
    message: `\`ax --version\` did not say its version: ${printed.replaceAll(/\s+/g, ' ').trim().slice(0, 200) || outcome.type}`,
    hint: "is it Arize's ax? Install it with `pipx install arize-ax-cli`, or name it with --ax PATH or AX_GITOPS_AX",
    uncertain: false,
  };
}

/** That there is no ax to run. */
export function missing(reason: string): RemoteFailure {
  return {
    kind: 'ax-missing',
    message: `Arize's ax can't be run: ${reason}.`,
    hint: installHint,
    uncertain: false,
  };
}
