import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = readFileSync(join(root, 'docs', 'arize.md'), 'utf8');

/** Every citation of the page, as section and, where one is named, the rule in it. */
function citations(): readonly {
  readonly file: string;
  readonly section: string;
  readonly rule: string | undefined;
}[] {
  return ['src', 'test', 'bench', 'scripts'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:tsx?|mjs|py)$/.test(entry.name))
      .flatMap((entry) => {
        const path = join(entry.parentPath, entry.name);
        const found = readFileSync(path, 'utf8').matchAll(/\bcontract §(\d+)(?: "([^"]+)")?/gi);
        return [...found].map(([, section = '', rule]) => ({ file: path.slice(root.length), section, rule }));
      }),
  );
}

it('every section and rule of the contract that the code cites is in docs/arize.md', () => {
  const cited = citations();
  expect(cited.length).toBeGreaterThan(80);
  const missing = cited.filter(
    ({ section, rule }) =>
      !page.includes(`\n## §${section} `) || (rule !== undefined && !page.includes(`\n- **${rule}**:`)),
  );
  expect(missing).toEqual([]);
});
