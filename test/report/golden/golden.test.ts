import { readFileSync, readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { widthOf } from '../../../src/report/style.js';
import type { PlanDocument } from '../../../src/report/plan-json.js';
import { planToMarkdown } from '../../../src/report/plan-markdown.js';
import { printPlan } from '../../../src/report/plan-text.js';
import { plain } from '../factory.js';
import { changes, planner } from './changes.js';

/*
 * How plans read: twelve changes as text of 80 columns and as Markdown, in files to be looked at. `npx vitest run
 * test/report/golden --update` writes them anew.
 */

let planFor: Awaited<ReturnType<typeof planner>>;
beforeAll(async () => {
  planFor = await planner();
});

describe.each(changes)('$name', (change) => {
  let plan: PlanDocument;
  beforeAll(async () => {
    plan = await planFor(change);
  });

  it('reads as in its golden files', async () => {
    await expect(printPlan(plan, plain)).toMatchFileSnapshot(`files/${change.name}.txt`);
    await expect(planToMarkdown(plan)).toMatchFileSnapshot(`files/${change.name}.md`);
  });

  it('says the worst first, in a few lines', () => {
    const text = printPlan(plan, { ...plain, width: Infinity });
    let from = 0;
    for (const part of change.order) {
      const at = text.slice(from).search(part);
      expect(at, String(part)).toBeGreaterThanOrEqual(0);
      from += at + 1;
    }
    expect(printPlan(plan, plain).split('\n').length).toBeLessThanOrEqual(change.lines);
  });

  it('is not broken within words at any width, and not wider but for what is to be copied', () => {
    const words = (text: string) => text.split(/\s+/).filter((word) => word !== '');
    for (const width of [40, 80, 200]) {
      const text = printPlan(plan, { ...plain, width });
      expect(words(text)).toEqual(words(printPlan(plan, { ...plain, width: Infinity })));
      for (const line of text.split('\n'))
        if (widthOf(line) > width)
          expect(onItsOwn(plan, line.trim()), line).toMatch(/^(Digest: |Destructive digest: |! )?\S+( \(\w+\))?$/);
    }
  });

  it('has no line of code in the comment that is wider than it, but for what is one word', () => {
    const blocks = planToMarkdown(plan).match(/^```diff\n[^]*?^```$/gm) ?? [];
    for (const line of blocks.flatMap((block) => block.split('\n')))
      if (line.length > 84) expect(onItsOwn(plan, line.replace(/^[-+!#]? +/, '')), line).toMatch(/^\S+$/);
  });

  it('has the verdict in the first 600 characters of the comment', () => {
    const start = planToMarkdown(plan).slice(0, 600);
    const [worst] = plan.causes?.filter(({ effect }) => effect !== 'none') ?? [];
    if (worst !== undefined) expect(start).toContain(worst.message.slice(0, 200));
    for (const number of Object.values(plan.access_summary ?? {}))
      if (number > 0) expect(start).toMatch(new RegExp(`^\\|.* ${String(number)} \\|`, 'm'));
    expect(start).toContain('profile prod at api.arize.com');
  });
});

/** What is to be copied stays in one piece: an address, behind what is done there. */
function onItsOwn({ steps }: PlanDocument, line: string): string {
  const [, what = ''] = /^[-~+?>*] \w+ (.*)$/.exec(line) ?? [];
  return steps.some(({ address }) => address === what) ? 'an-address' : line;
}

it('has twelve changes, and no golden file of another', () => {
  expect(changes).toHaveLength(12);
  const files = readdirSync(new URL('files', import.meta.url)).sort();
  expect(files).toEqual(changes.flatMap(({ name }) => [`${name}.md`, `${name}.txt`]).sort());
});

it('tells a permission more in a role as one escalation, after the new administrator', () => {
  const text = readFileSync(new URL('files/team-leaver-permission.txt', import.meta.url), 'utf8');
  const [, section = ''] = /\nESCALATIONS\n([^]*?)\n\n/.exec(text) ?? [];
  expect(section.match(/^ {2}! /gm)).toHaveLength(2);
  expect(section).toMatch(
    /^ {2}! boss@example\.com becomes admin of the account[^]*\n {2}! 10 people gain DATASET_UPDATE in 14 places \(role Data Scientist changed\)/,
  );
  const markdown = readFileSync(new URL('files/team-leaver-permission.md', import.meta.url), 'utf8');
  expect(markdown).toContain('Escalations: 2 causes');
});
