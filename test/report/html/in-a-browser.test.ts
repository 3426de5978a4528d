import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import puppeteer from 'puppeteer-core';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AccessPage } from '../../../src/report/html/access-html.js';
import { chromium, launchOptions } from '../../support/browser.js';
import { grant, hostile, large, page as pageOf, small } from './page-of.js';

describe.skipIf(chromium === undefined)('in a browser (skipped without Chromium: apt-get install chromium)', () => {
  let browser: Browser;
  let folder: string;
  let path: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ax-gitops-page-'));
    path = join(folder, 'page.html');
    browser = await puppeteer.launch(launchOptions);
  });
  afterEach(async () => {
    for (const page of await browser.pages()) await page.close();
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });

  async function opened(parts: Partial<AccessPage>, hash = '#/people', width = 1280): Promise<Page> {
    await writeFile(path, pageOf(parts));
    const page = await browser.newPage();
    await page.setViewport({ width, height: 800 });
    page.on('pageerror', (error) => {
      throw error;
    });
    await page.goto(`file://${path}${hash}`);
    await page.waitForSelector('html[data-ready]', { timeout: 20_000 });
    return page;
  }
  const textOf = (page: Page, selector: string) => page.$eval(selector, (node) => node.textContent);
  const textsOf = (page: Page, selector: string) =>
    page.$$eval(selector, (nodes) => nodes.map((one) => one.textContent));
  const columnsOf = (page: Page) =>
    page.evaluate("document.querySelector('#grid table').getAttribute('aria-colcount')");
  const hashOf = (page: Page) => page.evaluate('location.hash') as Promise<string>;
  const goTo = (page: Page, hash: string) =>
    page.evaluate(`location.hash = ${JSON.stringify(hash)}; dispatchEvent(new HashChangeEvent('hashchange'))`);
  /** Of the table with that name: its lines, cell by cell. */
  const rowsOf = (page: Page, name: string) =>
    page.$$eval(`[aria-label="${name}"] tbody tr`, (lines) =>
      lines.map((line) => [...line.children].map((cell) => cell.textContent).join(' | ')),
    );

  describe('the matrix', () => {
    it('shows 1,000 people and 300 places with few rows in the document; organizations open to spaces', async () => {
      const page = await opened(large());
      expect(await textOf(page, '#count')).toBe('1,000 people, 300 places');
      expect(await page.$$eval('tbody tr', (lines) => lines.length)).toBeLessThan(60);
      expect(await textsOf(page, '#grid thead th')).toEqual([
        'Person',
        ...[0, 1, 2, 3, 4, 5, 6].map((of) => `+O${String(of)}`),
      ]);
      expect(await textOf(page, '#grid [data-row="0"][data-column="0"]')).toMatch(/^\d+ inside$/);
      await page.click('#grid thead button[aria-label="Open O1"]');
      expect((await textsOf(page, '#grid thead th')).slice(0, 4)).toEqual(['Person', '+O0', '−O1', 'O1s1']);
      expect(await hashOf(page)).toMatch(/^#\/people\?open=\d+$/);
      await page.click('#open-all');
      expect(await columnsOf(page)).toBe('308');
      expect(await page.$$eval('#grid thead th', (cells) => cells.length)).toBeLessThan(20);
      await page.reload();
      expect(await columnsOf(page)).toBe('308');
      await page.evaluate("document.querySelector('#grid').scrollTo(1e9, 1e9)");
      await page.waitForFunction('document.querySelector("tbody").textContent.includes("p0999@x.io")', {
        timeout: 5000,
      });
      await page.waitForFunction('document.querySelector("#grid thead").textContent.includes("O6s97")', {
        timeout: 5000,
      });
    });

    it('is used by the keyboard alone: arrows move, Enter tells the way, Escape goes back, names lead to pages', async () => {
      const page = await opened(small());
      await page.focus('#grid [tabindex="0"]');
      for (const key of ['ArrowDown', 'ArrowDown', 'End', 'ArrowLeft'] as const) await page.keyboard.press(key);
      await page.keyboard.press('Home');
      expect(await page.evaluate('document.activeElement.textContent')).toBe('eve@x.io');
      for (let at = 0; at < 4; at++) await page.keyboard.press('ArrowRight');
      expect(await page.evaluate('document.activeElement.textContent')).toBe('');
      await page.keyboard.press('ArrowRight');
      expect(await page.evaluate('document.activeElement.textContent')).toBe('member ?');
      await page.keyboard.press('Enter');
      expect(await textOf(page, '#detail')).toContain('eve@x.io');
      expect(await textOf(page, '#detail')).toContain('There may be more');
      expect(await textOf(page, '#detail')).toContain('1 permission');
      await page.keyboard.press('Escape');
      expect(await page.evaluate("document.querySelector('#detail').hidden")).toBe(true);
      expect(await page.evaluate('document.activeElement.textContent')).toBe('member ?');
      await page.keyboard.press('Home');
      await page.keyboard.press('Enter');
      expect(await hashOf(page)).toBe('#/people/eve%40x.io');
      await page.keyboard.press('/');
      expect(await page.evaluate('document.activeElement.id')).toBe('search');
    });

    it('is entered by the tab key wherever it has been scrolled to, and goes on from there', async () => {
      const page = await opened(large(200));
      await page.evaluate("document.querySelector('#grid').scrollTo(0, 3000)");
      await page.waitForFunction('!document.querySelector("#grid tbody").textContent.includes("p0000@x.io")');
      await page.focus('#grid [tabindex="0"]');
      const row = () => page.evaluate('Number(document.activeElement.dataset.row)') as Promise<number>;
      const from = await row();
      expect(from).toBeGreaterThan(80);
      await page.keyboard.press('ArrowDown');
      expect(await row()).toBe(from + 1);
      expect(await page.$$('#grid [data-row][tabindex="0"]')).toHaveLength(1);
    });

    it('opens and closes what lies in a place with the space bar', async () => {
      const page = await opened(small());
      await page.focus('#grid [tabindex="0"]');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press(' ');
      expect(await textsOf(page, '#grid thead th')).toEqual(['Person', 'Account', '+Acme', 'Acme-b']);
      expect(await textOf(page, '#grid [data-row="0"][data-column="1"]')).toBe('member+3');
    });
  });

  describe('filters', () => {
    it('leave what they say, from the address alone', async () => {
      const page = await opened(small());
      for (const [query, count, people] of [
        ['q=costa+support', '1 person, 2 places', ['ana.costa@x.io']],
        ['q=SUPPORT+costa', '1 person, 2 places', ['ana.costa@x.io']],
        ['q=scientist', '1 person, 2 places', ['ana.costa@x.io']],
        ['q=costa+bot', '0 people, 0 places', []],
        ['can=DATASET_DELETE', '1 person, 5 places', ['bob@x.io']],
        ['role=admin+%28account%29', '1 person, 5 places', ['bob@x.io']],
        ['status=invited', '1 person, 1 place', ['eve@x.io']],
        ['way=group', '1 person, 3 places', ['ana.costa@x.io']],
        ['way=public', '1 person, 1 place', ['ana.costa@x.io']],
        ['way=inherited', '2 people, 5 places', ['ana.costa@x.io', 'bob@x.io']],
        ['way=direct', '3 people, 2 places', ['ana.costa@x.io', 'bob@x.io', 'eve@x.io']],
        ['way=direct&status=invited&can=DATASET_READ', '1 person, 1 place', ['eve@x.io']],
        ['all=1', '4 people, 7 places', ['ana.costa@x.io', 'bob@x.io', 'eve@x.io', 'nobody@x.io']],
        ['sort=number', '3 people, 7 places', ['ana.costa@x.io', 'bob@x.io', 'eve@x.io']],
        ['sort=rank', '3 people, 7 places', ['bob@x.io', 'ana.costa@x.io', 'eve@x.io']],
        ['can=NO_SUCH_THING', '0 people, 0 places', []],
      ] as const) {
        await goTo(page, `#/people?${query}`);
        expect([await textOf(page, '#count'), await textsOf(page, '#grid tbody th')], query).toEqual([count, people]);
      }
    });

    it('are written into the address of the page, whichever is used, and cleared by one button', async () => {
      const page = await opened(small());
      await page.type('#search', 'a x');
      await page.select('#permission', 'DATASET_READ');
      await page.select('#by-role', 'admin (account)');
      await page.select('#status', 'active');
      await page.select('#way', 'inherited');
      await page.select('#sort', 'number');
      await page.click('#all');
      expect(await hashOf(page)).toBe(
        '#/people?q=a+x&can=DATASET_READ&role=admin+%28account%29&status=active&way=inherited&sort=number&all=1',
      );
      expect(await textOf(page, '#narrow')).toBe('Filters (6)');
      await page.reload();
      const fields = ['search', 'permission', 'by-role', 'status', 'way', 'sort'];
      const values = await page.evaluate(`${JSON.stringify(fields)}.map((id) => document.getElementById(id).value)`);
      expect(values).toEqual(['a x', 'DATASET_READ', 'admin (account)', 'active', 'inherited', 'number']);
      await page.click('#clear');
      expect(await hashOf(page)).toBe('#/people');
      expect(await textOf(page, '#count')).toBe('3 people, 7 places');
    });

    it('a search from the overview leads to the people', async () => {
      const page = await opened(small(), '');
      await page.type('#search', 'eve');
      expect(await hashOf(page)).toBe('#/people?q=eve');
      expect(await textOf(page, '#count')).toBe('1 person, 1 place');
    });
  });

  describe('pages', () => {
    it('of a person have every way', async () => {
      const page = await opened(small(), '#/people/ana.costa%40x.io');
      expect(await textOf(page, '#page dl')).toBe('StatusactiveRole in the accountmemberPlaces4');
      expect(await rowsOf(page, 'What ana.costa@x.io has')).toEqual([
        'Account | member (account) | given here | not listed',
        'Acme | member (organization) | by the group @agents | not listed',
        'Acme / sales | member | public space, as in Acme | 1',
        'Acme / support | Data Scientist | by the group @agents; until 2027-06-30 (INC-1) | 2',
        'Acme / support / web | Data Scientist | from Acme / support, by the group @agents | 2',
      ]);
      await goTo(page, '#/people/ana.costa%40x.io?way=public');
      expect(await rowsOf(page, 'What ana.costa@x.io has')).toHaveLength(1);
      expect(await textOf(page, '#count')).toBe('1 place');
    });

    it('of a place have its people, and what lies in it', async () => {
      const page = await opened(small(), '#/places/organization/Acme/space/support');
      expect(await rowsOf(page, 'People in Acme / support')).toEqual([
        'ana.costa@x.io | Data Scientist | by the group @agents; until 2027-06-30 (INC-1) | 2 | active',
        'bob@x.io | admin (account) | from the account | 3 | active',
      ]);
      expect(await rowsOf(page, 'Inside Acme / support')).toEqual([
        'Acme / support / bot | project | its own members | 2 | ',
        'Acme / support / web | project |  | 1 | ',
      ]);
      await page.click('#page .above a:last-child');
      expect(await hashOf(page)).toBe('#/places/organization/Acme');
    });

    it('of a role have its permissions, dangerous ones first, and who holds it where', async () => {
      const page = await opened(small(), '#/roles/admin%20(account)');
      expect(await textsOf(page, '#page h3')).toEqual(['Dangerous permissions (1)', 'Other permissions (2)']);
      expect(await textsOf(page, '#page ul.permissions')).toEqual(['DATASET_DELETE', 'DATASET_READPROJECT_READ']);
      expect((await rowsOf(page, 'Who has admin (account)'))[0]).toBe('bob@x.io | Account | given here | active');
      await goTo(page, '#/roles/Unused');
      expect(await textOf(page, '#page')).toContain('Nobody whom the filters leave has it.');
    });

    it('list all places and all roles; filters and order hold there too', async () => {
      const page = await opened(small(), '#/places');
      expect((await rowsOf(page, 'Places')).map((row) => row.split(' | ').slice(0, 4).join(' | '))).toEqual([
        'Account | account |  | 2',
        'Acme | organization |  | 2',
        'sales | space | its organization | 1',
        'support | space |  | 2',
        'bot | project | its own members | 2',
        'web | project |  | 1',
        'Acme-b | organization |  | 1',
      ]);
      await page.type('#search', 'eve');
      expect(await rowsOf(page, 'Places')).toHaveLength(1);
      await goTo(page, '#/roles?sort=rank');
      expect((await rowsOf(page, 'Roles')).map((row) => row.split(' | ').slice(0, 3).join(' | '))).toEqual([
        'admin (account) | the account | 1',
        'Data Scientist | spaces, projects | 1',
        'member | spaces, projects | 2',
        'Unused | spaces, projects | 0',
        'member (account) | the account | 1',
        'member (organization) | organizations | 1',
      ]);
    });

    it('that are not there say so; a broken address shows something too', async () => {
      const page = await opened(small(), '#/people/gone%40x.io');
      expect(await textOf(page, '#page')).toBe('Not on this pagegone@x.io is not among the people here.');
      await goTo(page, '#/nowhere/%E0%A4%A?q=%');
      expect(await page.evaluate("document.querySelector('#overview').hidden")).toBe(false);
    });

    it('show the rest of a long list when asked', async () => {
      const page = await opened(large(50), '#/roles/member');
      expect(await page.$$eval('#page tbody tr', (lines) => lines.length)).toBe(300);
      await page.click('.more');
      expect(await page.$$eval('#page tbody tr', (lines) => lines.length)).toBe(1000);
    });
  });

  it('begins with whose account it is, what could not be seen and a summary whose names are links', async () => {
    const page = await opened(small(), '');
    expect(await textOf(page, '#overview dl')).toBe('Seen bybob@x.io (account admin)');
    expect(await textOf(page, '.unseen')).toContain('members of Acme-b could not be read');
    expect(await textOf(page, '#summary')).toContain('Account admins 1bob@x.io');
    expect(await textOf(page, '#summary')).not.toContain('Public spaces');
    expect(
      await page.evaluate("[...document.querySelectorAll('#summary li a')].map((one) => one.getAttribute('href'))"),
    ).toEqual(['#/people/bob%40x.io', '#/roles/Data%20Scientist']);
  });

  it('prints all that the filters leave as one list, in every view', async () => {
    const page = await opened(small());
    for (const [hash, lines] of [
      ['#/people?q=costa+support', 2],
      ['#/people', 11],
      ['#/people/eve%40x.io', 1],
      ['#/roles/Data%20Scientist', 2],
    ] as const) {
      await page.emulateMediaType('screen');
      await goTo(page, hash);
      await page.evaluate("window.dispatchEvent(new Event('beforeprint'))");
      expect(await textsOf(page, '#print tbody tr'), hash).toHaveLength(lines);
      await page.emulateMediaType('print');
      expect(await page.evaluate("document.querySelector('#grid').clientHeight"), hash).toBe(0);
      expect(await page.evaluate("document.querySelector('#print').clientHeight"), hash).toBeGreaterThan(20);
      expect(await page.evaluate("document.querySelector('#overview').clientHeight"), hash).toBeGreaterThan(20);
    }
  });

  it('is plain tables without JavaScript, ways and roles too', async () => {
    await writeFile(path, pageOf(small()));
    const page = await browser.newPage();
    await page.setJavaScriptEnabled(false);
    await page.goto(`file://${path}`);
    expect(await page.$$eval('noscript [aria-label="Who can do what"] tbody tr', (lines) => lines.length)).toBe(11);
    expect(await textOf(page, 'noscript [aria-label="Who can do what"] tbody tr:nth-child(4)')).toBe(
      'ana.costa@x.ioAcme / supportData Scientistdirect, by the group @agents, until 2027-06-30 (INC-1)2',
    );
    expect(await textOf(page, 'noscript [aria-label="Roles"] tbody')).toContain('DATASET_DELETE');
    for (const id of ['tabs', 'filters', 'matrix'])
      expect(await page.evaluate(`document.getElementById('${id}').offsetHeight`), id).toBe(0);
  });

  it('runs no name as a script, and shows what could hide text as an escape', async () => {
    const page = await opened({ grants: [grant(`${hostile}@x.io`, 'organization/A', hostile)], notes: [hostile] });
    expect(await page.title()).toBe('Access');
    expect(await textOf(page, '#grid tbody')).toContain(hostile.replace('\u2028', '\\u{2028}'));
  });

  const everyView = [
    '#/overview',
    '#/people',
    '#/people?q=costa',
    '#/people/ana.costa%40x.io',
    '#/places',
    '#/places/organization/Acme',
    '#/roles',
    '#/roles/admin%20(account)',
  ];
  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 360],
    ['dark', 420],
  ] as const)('axe finds nothing in any view, nor does a page scroll sideways: %s, %i wide', async (scheme, width) => {
    const page = await opened(small(), '', width);
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.evaluate(axe.source);
    for (const hash of everyView) {
      await goTo(page, hash);
      if (hash === '#/people') await page.click('#grid td.has');
      const found = await page.evaluate(
        "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))",
      );
      expect(found, hash).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth'), hash).toBeLessThanOrEqual(width);
    }
  });

  it('shows where the keyboard is', async () => {
    const page = await opened(small());
    for (const selector of ['#tabs a', '#search', '#permission', '#grid [tabindex="0"]']) {
      await page.focus(selector);
      await page.keyboard.press('Shift');
      expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle'), selector).toBe('solid');
    }
  });
});
