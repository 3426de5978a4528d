import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccessEntry } from '../../../src/model/access.js';
import { accessToHtml } from '../../../src/report/html/access-html.js';

const hostile = '</script><img src=x onerror="document.title=1">\u2028&"';
const entry = (user: string, on: string, roles: readonly string[], isPartlyUnknown = false): AccessEntry => ({
  user,
  on,
  roles,
  permissions: ['DATASET_READ', 'PROJECT_READ'].slice(0, roles.length),
  isPartlyUnknown,
});

function large(): readonly AccessEntry[] {
  const roles = [['member'], ['Data Scientist', 'member'], ['admin (organization)']];
  return Array.from({ length: 1000 }, (_, person) =>
    Array.from({ length: 300 }, (_place, place) => ({ person, place })),
  )
    .flat()
    .filter(({ person, place }) => (person * 7 + place * 13) % 5 === 0)
    .map(({ person, place }) =>
      entry(
        `p${String(person).padStart(4, '0')}@x.io`,
        `organization/O${String(place % 7)}/space/s${String(place)}`,
        roles[(person + place) % 3] ?? [],
        place % 17 === 0,
      ),
    );
}

describe('the page', () => {
  const page = accessToHtml({
    title: hostile,
    entries: [entry(`${hostile}@x.io`, `organization/${hostile.replaceAll('/', '%2F')}`, [hostile])],
    notes: [hostile],
  });

  it('is the same to the byte each time, and needs nothing from elsewhere', () => {
    const entries = large().slice(0, 50);
    expect(accessToHtml({ title: 'A', entries, notes: [] })).toBe(accessToHtml({ title: 'A', entries, notes: [] }));
    expect(page).not.toMatch(/https?:|<link|src="/);
    expect(page).toContain("default-src 'none'");
  });

  it('holds no name as markup', () => {
    expect(page).not.toContain('<img');
    expect(page.match(/<\/script>/g)).toHaveLength(2);
  });
});

const browsers = ['chromium', 'chromium-browser', 'google-chrome'].map((name) => `/usr/bin/${name}`);
const chromium = [process.env['AX_GITOPS_CHROMIUM'], ...browsers].find(
  (path) => path !== undefined && existsSync(path),
);

describe.skipIf(chromium === undefined)('in a browser (skipped without Chromium: apt-get install chromium)', () => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ax-gitops-page-'));
    browser = await puppeteer.launch({
      executablePath: chromium ?? '',
      args: ['--no-sandbox', '--disable-gpu'],
    });
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });

  async function opened(entries: readonly AccessEntry[], notes: readonly string[] = []): Promise<Page> {
    const path = join(folder, 'page.html');
    await writeFile(path, accessToHtml({ title: 'Access', entries, notes }));
    const page = await browser.newPage();
    await page.goto(`file://${path}`);
    await page.waitForSelector('html[data-ready]', { timeout: 20_000 });
    return page;
  }
  const textOf = (page: Page, selector: string) => page.$eval(selector, (node) => node.textContent);

  it('shows 1,000 people and 300 places with few rows in the document, and search narrows them', async () => {
    const page = await opened(large());
    expect(await textOf(page, '#count')).toBe('1000 people, 300 places');
    expect(await page.$$eval('tbody tr', (lines) => lines.length)).toBeLessThan(80);
    expect(await page.$$eval('#grid thead th', (cells) => cells.length)).toBeLessThan(20);
    await page.type('#search', 'p0042');
    expect(await textOf(page, '#count')).toMatch(/^1 people, 60 places$/);
    await page.$eval('#search', (node) => {
      (node as unknown as { value: string }).value = '';
    });
    await page.type('#search', 's7');
    expect(await textOf(page, '#count')).toMatch(/^\d+ people, 11 places$/);
  });

  it('scrolls to the last person', async () => {
    const page = await opened(large());
    await page.evaluate("document.querySelector('#grid').scrollTop = 1e9");
    await page.waitForFunction('document.querySelector("tbody").textContent.includes("p0999@x.io")', { timeout: 5000 });
  });

  it('is used by the keyboard alone: arrows move, Enter tells the way, Escape goes back', async () => {
    const page = await opened([
      entry('ann@x.io', 'organization/A/space/s', ['member']),
      entry('bob@x.io', 'organization/A/space/s', ['Data Scientist', 'member'], true),
    ]);
    await page.focus('#grid');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await textOf(page, '#detail')).toContain('bob@x.io');
    expect(await textOf(page, '#detail')).toContain('There may be more');
    expect(await textOf(page, '#detail')).toContain('2 permissions');
    await page.keyboard.press('Escape');
    expect(await page.evaluate("document.querySelector('#detail').hidden")).toBe(true);
    expect(await page.evaluate('document.activeElement.dataset.row')).toBe('1');
  });

  it('filters by permission', async () => {
    const page = await opened([
      entry('ann@x.io', 'organization/A/space/s', ['member']),
      entry('bob@x.io', 'organization/A/space/t', ['Data Scientist', 'member']),
    ]);
    await page.select('#permission', 'PROJECT_READ');
    expect(await textOf(page, '#count')).toBe('1 people, 1 places');
  });

  it('takes words in any order, of a person, a place and a role; the address of the page keeps them', async () => {
    const entries = [
      entry('ana.costa@x.io', 'organization/A/space/support', ['member']),
      entry('ana.costa@x.io', 'organization/A/space/sales', ['Data Scientist']),
      entry('bob@x.io', 'organization/A/space/support', ['Data Scientist']),
    ];
    const page = await opened(entries);
    for (const [words, found] of [
      ['costa support', '1 people, 1 places'],
      ['SUPPORT costa', '1 people, 1 places'],
      ['scientist', '2 people, 2 places'],
      ['costa scientist support', '0 people, 0 places'],
    ] as const) {
      await page.$eval('#search', (node) => {
        (node as unknown as { value: string }).value = '';
      });
      await page.type('#search', words);
      expect(await textOf(page, '#count'), words).toBe(found);
    }
    await page.goto(`file://${join(folder, 'page.html')}#q=costa+support&can=PROJECT_READ`);
    await page.reload();
    expect(await page.$eval('#search', (node) => (node as unknown as { value: string }).value)).toBe('costa support');
    expect(await page.$eval('#permission', (node) => (node as unknown as { value: string }).value)).toBe('');
    expect(await textOf(page, '#count')).toBe('1 people, 1 places');
  });

  it('scrolls to the last place', async () => {
    const page = await opened(large());
    await page.evaluate("document.querySelector('#grid').scrollLeft = 1e9");
    await page.waitForFunction('document.querySelector("thead").textContent.includes("O6 / s")', { timeout: 5000 });
  });

  it('prints what the filter leaves as a list', async () => {
    const page = await opened([
      entry('ann@x.io', 'organization/A/space/s', ['member']),
      entry('bob@x.io', 'organization/A/space/t', ['member']),
    ]);
    await page.type('#search', 'bob');
    await page.evaluate("window.dispatchEvent(new Event('beforeprint'))");
    expect(await textOf(page, '#print')).toBe('PersonPlaceRolePermissionsbob@x.ioA / tmember1');
    await page.emulateMediaType('print');
    expect(await page.evaluate("document.querySelector('#grid').clientHeight")).toBe(0);
  });

  it('is plain tables without JavaScript', async () => {
    const path = join(folder, 'plain.html');
    await writeFile(
      path,
      accessToHtml({
        title: 'Access',
        entries: large().slice(0, 40),
        notes: [hostile],
      }),
    );
    const page = await browser.newPage();
    await page.setJavaScriptEnabled(false);
    await page.goto(`file://${path}`);
    expect(await page.$$eval('noscript tbody tr', (lines) => lines.length)).toBe(40);
    expect(await page.$('#grid[hidden]')).toBeNull();
  });

  it('begins with whose account it is and a summary, numbers as text', async () => {
    const path = join(folder, 'head.html');
    const html = accessToHtml({
      title: 'Access to api.arize.com',
      head: [['Seen by', 'jane@x.io (account admin)']],
      summary: {
        sections: [
          { title: 'Account admins', items: ['jane@x.io'] },
          { title: 'Public spaces', items: [] },
        ],
        spread: [
          { places: 'none', people: 3 },
          { places: '1', people: 9 },
        ],
      },
      entries: [],
      notes: [],
    });
    await writeFile(path, html);
    const page = await browser.newPage();
    await page.goto(`file://${path}`);
    expect(await textOf(page, 'dl')).toBe('Seen byjane@x.io (account admin)');
    expect(await textOf(page, '#summary')).toContain('Account admins 1jane@x.io');
    expect(await textOf(page, '#summary')).not.toContain('Public spaces');
    expect(await page.evaluate("document.querySelector('svg').getAttribute('aria-label')")).toBe(
      'none places: 3; 1 places: 9',
    );
  });

  it('runs no name as a script', async () => {
    const page = await opened([entry(`${hostile}@x.io`, 'organization/A', [hostile])], [hostile]);
    expect(await page.title()).toBe('Access');
    expect(await textOf(page, 'tbody')).toContain(hostile);
  });

  it.each([
    ['light', 400],
    ['light', 1400],
    ['dark', 400],
    ['dark', 1400],
  ] as const)('has readable colours and no sideways scroll of the page: %s, %i wide', async (scheme, width) => {
    const page = await opened(large().slice(0, 2000));
    await page.setViewport({ width, height: 800 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    const seen = (await page.evaluate(`({
      wide: document.documentElement.scrollWidth,
      pairs: ['body', 'th', 'td.has', 'td.admin', 'td.unknown', '#count'].map((selector) => {
        const node = document.querySelector(selector);
        let back = node;
        while (getComputedStyle(back).backgroundColor === 'rgba(0, 0, 0, 0)') back = back.parentElement;
        return [selector, getComputedStyle(node).color, getComputedStyle(back).backgroundColor];
      }),
    })`)) as { wide: number; pairs: [string, string, string][] };
    expect(seen.wide).toBeLessThanOrEqual(width);
    for (const [selector, color, back] of seen.pairs)
      expect(contrast(color, back), selector).toBeGreaterThanOrEqual(4.5);
  });
});

/** WCAG 2.2: contrast of two colours. */
function contrast(one: string, other: string): number {
  const [a = 0, b = 0] = [one, other].map(luminance).sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map((text) => {
    const value = Number(text) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
