// Runs tests for Stryker in one process that has loaded them once: a mistake costs as long as the tests that find it. A worker
// of vitest loads everything anew for each, which takes many times as long.
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { collect, files } from './collected.mjs';

/** Stryker's name for what its mistakes and this share. */
const stryker = (globalThis.__stryker__ ??= {});

// A test that a mistake has ended may have left something that fails later.
process.on('unhandledRejection', () => undefined);

class InProcessRunner {
  /** The tests by their IDs, and how long each took with no mistake. */
  #times = new Map();
  /** The files that found mistakes, the latest last. */
  #found = [];

  /** As if it loaded everything anew where Stryker asks for it: mistakes that count are made after loading (`ignoreStatic`). */
  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    await import(bundled('test/support/mutation-cases.ts'));
    for (const file of process.env.AX_GITOPS_MUTATION_TESTS.split(','))
      await collect(file, () => import(bundled(file)));
  }

  async dryRun() {
    const ran = [];
    for (const file of files) await runSuite(file, () => true, ran, true);
    for (const { id, timeSpentMs } of ran) this.#times.set(id, timeSpentMs);
    const failed = ran.find(({ failure }) => failure !== undefined);
    if (failed !== undefined) return { status: 'error', errorMessage: `${failed.id}: ${failed.failure}` };
    const tests = ran.map(({ id, timeSpentMs }) => ({ id, name: id, timeSpentMs, status: 0 }));
    return { status: 'complete', tests, mutantCoverage: stryker.mutantCoverage ?? { static: {}, perTest: {} } };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    const wanted = new Set(testFilter);
    const ran = [];
    Object.assign(stryker, {
      activeMutant: activeMutant.id,
      hitLimit,
      hitCount: hitLimit === undefined ? undefined : 0,
    });
    const env = { ...process.env };
    try {
      for (const file of this.#likeliestFirst(wanted))
        if (!(await runSuite(file, (id) => wanted.has(id), ran))) {
          this.#found = [...this.#found.filter((one) => one !== file), file].slice(-3);
          break;
        }
    } finally {
      stryker.activeMutant = undefined;
      for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
      Object.assign(process.env, env);
    }
    if (stryker.hitCount > hitLimit)
      return { status: 'timeout', reason: `hit limit reached (${stryker.hitCount}/${hitLimit})` };
    const failed = ran.find(({ failure }) => failure !== undefined);
    if (failed === undefined) return { status: 'survived', nrOfTests: ran.length };
    return { status: 'killed', killedBy: [failed.id], failureMessage: failed.failure, nrOfTests: ran.length };
  }

  /**
   * The files of some tests. The first that finds the mistake ends it: what found those before it, then the tests of the room
   * itself, then the quickest.
   */
  #likeliestFirst(wanted) {
    const takes = ({ ids }) => ids.reduce((sum, id) => sum + (this.#times.get(id) ?? 0), 0);
    const folder = dirname(files[0].name);
    return files
      .map((file) => ({ file, ids: idsOf(file).filter((id) => wanted.has(id)) }))
      .filter(({ ids }) => ids.length > 0)
      .map((one) => ({
        ...one,
        last: this.#found.indexOf(one.file),
        isOwn: dirname(one.file.name) === folder,
        takes: takes(one),
      }))
      .sort((a, b) => b.last - a.last || Number(b.isOwn) - Number(a.isOwn) || a.takes - b.takes)
      .map(({ file }) => file);
  }
}

/** Runs what is wanted of a suite, to the first that fails unless all are to be run; whether none has failed. */
async function runSuite(suite, isWanted, ran, all = false) {
  const ids = idsOf(suite).filter(isWanted);
  if (ids.length === 0) return true;
  const before = await attempt(suite.beforeAll, all ? ids : []);
  if (before !== undefined) ran.push({ id: ids[0], failure: before, timeSpentMs: 0 });
  let isGood = before === undefined;
  for (const part of isGood ? suite.parts : []) {
    if (!isGood && !all) break;
    const passed =
      part.parts === undefined ? await runTest(part, isWanted, ran) : await runSuite(part, isWanted, ran, all);
    isGood &&= passed;
  }
  await attempt(suite.afterAll);
  return isGood;
}

async function runTest(test, isWanted, ran) {
  if (!isWanted(test.id)) return true;
  const suites = [...test.suites];
  const begun = performance.now();
  stryker.currentTestId = test.id;
  const failure = await attempt([...suites.flatMap(({ beforeEach }) => beforeEach), test.run]);
  const after = await attempt(suites.reverse().flatMap(({ afterEach }) => afterEach));
  stryker.currentTestId = undefined;
  ran.push({ id: test.id, failure: failure ?? after, timeSpentMs: performance.now() - begun });
  return (failure ?? after) === undefined;
}

/** What failed. What is done for several tests counts as run by each of them. */
async function attempt(actions, ids = []) {
  const shared = 'for several tests';
  if (ids.length > 0) stryker.currentTestId = shared;
  try {
    for (const action of actions) await action();
    return undefined;
  } catch (error) {
    return String(error?.message ?? error);
  } finally {
    if (ids.length > 0) {
      stryker.currentTestId = undefined;
      share(ids, stryker.mutantCoverage?.perTest ?? {}, shared);
    }
  }
}

/** What was hit under one name counts as hit by each of some tests. */
function share(ids, perTest, name) {
  for (const [mutant, count] of Object.entries(perTest[name] ?? {}))
    for (const id of ids) {
      const own = (perTest[id] ??= {});
      own[mutant] = (own[mutant] ?? 0) + count;
    }
  delete perTest[name];
}

function bundled(file) {
  return pathToFileURL(resolve(file.replace(/\.ts$/, '.js'))).href;
}

function idsOf({ parts }) {
  return parts.flatMap((part) => (part.parts === undefined ? [part.id] : idsOf(part)));
}

const createRunner = () => new InProcessRunner();
createRunner.inject = [];
export const strykerPlugins = [{ kind: 'TestRunner', name: 'in-process', factory: createRunner }];
