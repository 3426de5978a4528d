import { open, readdir, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';

/** Where files come from: the disk, or a commit. Paths are absolute. */
export interface FileReader {
  kindOf(path: string): Promise<'file' | 'directory' | undefined>;
  /** Every file below a directory, at any depth. */
  filesBelow(directory: string): Promise<readonly string[]>;
  /** One name for each file, whichever way it is reached. */
  canonical(path: string): Promise<string>;
  /** The text of a file; what is wrong with it as a diagnostic. */
  read(path: string, shown: string): Promise<Result<string, Diagnostic>>;
}

/** The largest file that is read: about 400,000 lines of members. */
export const sizeLimit = 16 * 1024 * 1024;

const extension = /\.ya?ml$/i;

/** The files that the flags name; a directory stands for every YAML file below it. */
export async function findFiles(
  paths: readonly string[],
  cwd: string,
  reader: FileReader,
): Promise<{ readonly files: readonly string[]; readonly diagnostics: readonly Diagnostic[] }> {
  if (paths.length === 0) return findDefault(cwd, reader);
  const files: string[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const path of paths) {
    const absolute = resolve(cwd, path);
    const kind = await reader.kindOf(absolute);
    if (kind === 'file') files.push(await reader.canonical(absolute));
    else if (kind === 'directory') {
      const below = await yamlFiles(absolute, reader);
      if (below.length === 0) diagnostics.push(noFile(`the directory ${path} holds no .yaml file.`));
      files.push(...below);
    } else diagnostics.push(noFile(`there is no file ${path}.`));
  }
  return { files: [...new Set(files)], diagnostics };
}

async function findDefault(cwd: string, reader: FileReader) {
  for (const name of ['access.yaml', 'access.yml', 'access']) {
    const path = join(cwd, name);
    const kind = await reader.kindOf(path);
    if (kind === 'file' && name !== 'access') return { files: [await reader.canonical(path)], diagnostics: [] };
    if (kind === 'directory' && name === 'access') {
      const files = await yamlFiles(path, reader);
      return { files, diagnostics: files.length === 0 ? [noFile('the directory access/ holds no .yaml file.')] : [] };
    }
  }
  return { files: [], diagnostics: [noFile('there is neither access.yaml nor a directory access/ here.')] };
}

function noFile(message: string): Diagnostic {
  return {
    code: 'no-file',
    severity: 'error',
    message,
    hint: 'run `ax-gitops init` for a file to start with, or name yours with -f PATH',
  };
}

async function yamlFiles(directory: string, reader: FileReader): Promise<readonly string[]> {
  const files = (await reader.filesBelow(directory)).filter((path) => extension.test(path));
  return Promise.all(files.sort(byCodeUnit).map((path) => reader.canonical(path)));
}

/** The files that one entry of `include` stands for, sorted; never the including file itself through a glob. */
export async function findIncluded(pattern: string, from: string, reader: FileReader): Promise<readonly string[]> {
  const folder = dirname(from);
  const { base, glob } = picomatch.scan(pattern);
  if (glob === '') {
    const path = resolve(folder, pattern);
    const kind = await reader.kindOf(path);
    if (kind === 'directory') return yamlFiles(path, reader);
    return kind === 'file' ? [await reader.canonical(path)] : [];
  }
  const root = resolve(folder, base);
  if ((await reader.kindOf(root)) !== 'directory') return [];
  const matches = picomatch(glob);
  const files = (await reader.filesBelow(root)).filter((path) => matches(relative(root, path).split(sep).join('/')));
  const included = await Promise.all(files.sort(byCodeUnit).map((path) => reader.canonical(path)));
  return included.filter((path) => path !== from);
}

/** How a file is called in messages: relative to the working directory where it lies inside. */
export function shownName(path: string, cwd: string): string {
  const inside = relative(cwd, path);
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? path : inside.split(sep).join('/');
}

/** Files on this machine's disk. */
export const diskReader: FileReader = {
  async kindOf(path) {
    try {
      const found = await stat(path);
      return found.isDirectory() ? 'directory' : 'file';
    } catch {
      return undefined;
    }
  },
  async filesBelow(directory) {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() || entry.isSymbolicLink())
      .map((entry) => join(entry.parentPath, entry.name));
  },
  canonical: async (path) => {
    try {
      return await realpath(path);
    } catch {
      return path;
    }
  },
  async read(path, shown) {
    try {
      const handle = await open(path, 'r');
      try {
        const { size } = await handle.stat();
        if (size > sizeLimit) return failed(tooLarge(shown, size));
        return decode(await handle.readFile(), shown);
      } finally {
        await handle.close();
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message.replace(/, open .*$/, '') : String(error);
      return failed({ ...wholeFile(shown), code: 'unreadable-file', message: `the file can't be read: ${reason}.` });
    }
  },
};

/** Turns bytes into text; refuses what is no text. */
export function decode(bytes: Uint8Array, shown: string): Result<string, Diagnostic> {
  if (bytes.byteLength > sizeLimit) return failed(tooLarge(shown, bytes.byteLength));
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return ok(text);
  } catch {
    // Not UTF-8: said below.
  }
  return failed({
    ...wholeFile(shown),
    code: 'not-text',
    message: 'this is no text file in UTF-8.',
    hint: 'save it as UTF-8',
  });
}

function tooLarge(shown: string, size: number): Diagnostic {
  const inMiB = (bytes: number) => `${String(Math.ceil(bytes / 1024 / 1024))} MiB`;
  return {
    ...wholeFile(shown),
    code: 'file-too-large',
    message: `the file has ${inMiB(size)}; at most ${inMiB(sizeLimit)} are read.`,
    hint: 'split it, and list the parts under `include:`',
  };
}

function wholeFile(file: string): Omit<Diagnostic, 'code' | 'message'> {
  return { severity: 'error', span: { file, start: { line: 1, column: 1 }, end: { line: 1, column: 1 } } };
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
