import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { accessToHtml } from '../../../src/report/html/access-html.js';
import { withoutCommands } from '../../../src/report/style.js';
import { grant, hostile, page } from './page-of.js';

describe('the page', () => {
  const html = page({
    title: hostile,
    grants: [grant(`${hostile}@x.io`, `organization/${hostile.replaceAll('/', '%2F')}`, hostile)],
    notes: [hostile],
  });

  it('is the same to the byte each time, and needs nothing from elsewhere', () => {
    const grants = [grant('a@x.io', 'organization/A', 'member (organization)'), grant('b@x.io', 'organization/A', 'x')];
    const people = ['b@x.io', 'a@x.io'].map((user) => ({ user, status: '', role: '', reach: 1 }));
    expect(page({ grants, people })).toBe(page({ grants, people: [...people].reverse() }));
    expect(html).not.toMatch(/https?:|<link|src="/);
  });

  it('lets in the one style sheet and the one script that are in it, by their hashes', () => {
    const hashOf = (name: string) => {
      const text = new RegExp(`<${name}>([^]*?)</${name}>`).exec(html)?.[1] ?? '';
      return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    };
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
    expect(policy).toBe(
      `default-src 'none'; style-src ${hashOf('style')}; script-src ${hashOf('script')}; base-uri 'none'; form-action 'none'`,
    );
    expect(html).not.toContain(' style="');
  });

  it('holds nothing that the log of a CI runner takes for a command, which would change its hashes', () => {
    expect(withoutCommands(html)).toBe(html);
  });

  it('holds no name as markup', () => {
    expect(html).not.toContain('<img');
    expect(html.match(/<\/script>/g)).toHaveLength(2);
  });

  it('is small: the script under 32 kB', () => {
    expect((/<script>([^]*?)<\/script>/.exec(html)?.[1] ?? '').length).toBeLessThan(32_000);
  });

  it('draws charts with their numbers as text', () => {
    const drawn = accessToHtml({
      title: 'A',
      grants: [
        grant('a@x.io', 'organization/A/space/s', 'Cleaner', { permissions: ['DATASET_DELETE', 'DATASET_READ'] }),
      ],
      people: [],
      places: [],
      notes: [],
      summary: {
        sections: [],
        spread: [
          { places: 'none', people: 3 },
          { places: '1', people: 9 },
        ],
      },
      changes: [{ name: '2026-11-01', gained: 4, lost: 2 }],
    });
    expect([...drawn.matchAll(/<svg role="img" aria-label="([^"]*)"/g)].map(([, said]) => said)).toEqual([
      'no place: 3; 1 place: 9',
      'Cleaner: 2, 1 of them dangerous',
      '2026-11-01: 4 gained, 2 lost',
    ]);
  });
});
