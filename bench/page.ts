import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import type { Page } from 'puppeteer-core';
import type { PageGrant } from '../src/model/access.js';
import { accessToHtml } from '../src/report/html/access-html.js';
import { chromium, launchOptions } from '../test/support/browser.js';

/* The page for an auditor in Chromium: how long a large one takes to open, and how smoothly it moves. Without Chromium: no rows. */

/** Everybody has something in two organizations, in a space of each and its projects: a quarter of a million ways. */
function* grantsOf(people: number, organizations: number, spaces: number): Generator<PageGrant> {
  const permissions = ['DATASET_READ', 'PROJECT_READ'];
  for (let person = 0; person < people; person++) {
    const user = `user${String(person)}@example.com`;
    const grant = (on: string, role: string, way: PageGrant['way']) =>
      ({ user, on, role, way, places: 1, permissions, isPartlyUnknown: false }) as const;
    yield grant('account', 'member (account)', 'direct');
    for (const organization of [person % organizations, (person + 1) % organizations]) {
      const on = `organization/Organization ${String(organization)}`;
      yield grant(on, 'member (organization)', 'direct');
      for (let space = 0; space < spaces; space++)
        if (((person * 2_654_435_761) >>> (space % 29)) % 5 === 0)
          yield grant(`${on}/space/Space ${String(space)}`, person % 3 === 0 ? 'Reader' : 'member', 'direct');
    }
  }
}

export async function measurePage(): Promise<readonly (readonly string[])[]> {
  if (chromium === undefined) return [];
  const folder = await mkdtemp(join(tmpdir(), 'ax-gitops-bench-'));
  const browser = await puppeteer.launch(launchOptions);
  try {
    const rows: (readonly string[])[] = [];
    for (const [people, organizations, spaces] of [
      [1_000, 20, 49],
      [10_000, 20, 49],
    ] as const) {
      const path = join(folder, 'page.html');
      const grants = grantsOf(people, organizations, spaces);
      await writeFile(path, accessToHtml({ title: 'Access', grants, people: [], places: [], notes: [] }));
      const size = `${String(people)} people × ${String(organizations * (spaces + 1))} places`;
      const megabytes = ((await stat(path)).size / 1024 / 1024).toFixed(1);
      const page = await browser.newPage();
      await page.setViewport({ width: 1440, height: 900 });
      const start = performance.now();
      await page.goto(`file://${path}#/people?open=all`);
      await page.waitForSelector('html[data-ready]');
      const opened = performance.now() - start;
      const [perSecond, longest] = await frames(page);
      const searched = await timed(page, "document.querySelector('#search').value = 'user77 space'");
      rows.push([size, megabytes, opened.toFixed(0), perSecond.toFixed(0), longest.toFixed(0), searched.toFixed(0)]);
      await page.close();
    }
    return rows;
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Frames a second while it is scrolled in both directions for three seconds, and the longest of them in milliseconds. */
async function frames(page: Page): Promise<readonly [perSecond: number, longest: number]> {
  return (await page.evaluate(`new Promise((resolve) => {
    const grid = document.querySelector('#grid');
    const begun = performance.now();
    let last = begun, longest = 0, count = 0;
    const step = (now) => {
      longest = Math.max(longest, now - last);
      last = now;
      count += 1;
      grid.scrollBy(40, 90);
      if (now - begun < 3000) requestAnimationFrame(step);
      else resolve([count / ((now - begun) / 1000), longest]);
    };
    requestAnimationFrame(step);
  })`)) as [number, number];
}

/** Until what was typed into the search is shown, in milliseconds. */
async function timed(page: Page, typing: string): Promise<number> {
  return (await page.evaluate(`new Promise((resolve) => {
    const begun = performance.now();
    ${typing};
    document.querySelector('#search').dispatchEvent(new Event('input', { bubbles: true }));
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begun)));
  })`)) as number;
}
