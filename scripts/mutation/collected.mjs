// Stands in for vitest where tests are collected: suites, with their hooks, and in them suites and tests. Assertions are
// vitest's own.
import { format } from 'node:util';

/** One suite for each file. */
export const files = [];

const open = [];
const ids = new Set();

// What vitest's assertions want to know of the worker that they think they are in.
globalThis.__vitest_worker__ = { config: {}, environment: { name: 'node' }, ctx: {}, current: undefined, filepath: '' };
const { expect, vi } = await import('vitest');

/** Collects the tests of a file while it is imported. */
export async function collect(name, load) {
  const file = suiteNamed(name);
  files.push(file);
  open.push(file);
  await load();
  open.pop();
}

const describe = withVariants((name, body) => {
  const suite = suiteNamed(name);
  open.at(-1).parts.push(suite);
  open.push(suite);
  body();
  open.pop();
});

const it = withVariants((name, body) => {
  const id = unique(`${open[0].name}#${[...open.slice(1), { name }].map((one) => one.name).join(' ')}`);
  open.at(-1).parts.push({ id, suites: [...open], run: body });
});

const hooks = Object.fromEntries(
  ['beforeAll', 'afterAll', 'beforeEach', 'afterEach'].map((when) => [
    when,
    (action) => open.at(-1)[when].push(action),
  ]),
);

/** What tests import as `vitest`; through the global object, since they are bundled, and this is not. */
globalThis.collectedTests = { describe, it, expect, vi, ...hooks };

function suiteNamed(name) {
  return { name, parts: [], beforeAll: [], afterAll: [], beforeEach: [], afterEach: [] };
}

function withVariants(add) {
  const none = () => undefined;
  const variants = (one) => ({
    each:
      (rows) =>
      (name, ...rest) => {
        const body = functionOf(rest);
        for (const row of rows) {
          const values = Array.isArray(row) ? row : [row];
          one(format(name, ...values), () => body(...values));
        }
      },
  });
  const skipped = Object.assign(none, { each: () => none });
  const full = Object.assign((name, ...rest) => add(name, functionOf(rest)), variants(add));
  return Object.assign(full, {
    skip: skipped,
    skipIf: (condition) => (condition ? skipped : full),
    runIf: (condition) => (condition ? full : skipped),
  });
}

/** Without the options before it and the time-out after it. */
function functionOf(rest) {
  return rest.find((one) => typeof one === 'function');
}

function unique(id) {
  for (let count = 1; ; count++) {
    const one = count === 1 ? id : `${id} (${count})`;
    if (ids.has(one)) continue;
    ids.add(one);
    return one;
  }
}
