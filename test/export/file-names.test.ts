import fc from 'fast-check';
import { expect, it } from 'vitest';
import { kinds } from '../../src/kinds/index.js';
import { uniqueFileNames } from '../../src/export/index.js';
import { runs } from '../support/runs.js';

/* `export --split` writes a file for each organization, whatever it is called, on every file system. */

const namesOf = (organizations: readonly string[]) => [
  ...uniqueFileNames(
    organizations.map((organization) => ({
      address: kinds.organization.addressOf({ organization }),
      names: { organization },
    })),
  ).values(),
];

it('says what the organization is called, in lower case and without what file systems refuse', () => {
  expect(namesOf(['Platform Team', 'R&D / Europe', '../etc', '研究'])).toEqual([
    'platform-team',
    'r-d-europe',
    'etc',
    'organization',
  ]);
});

it('numbers those that would be the same, and keeps away from devices of Windows', () => {
  expect(namesOf(['Alpha', 'alpha!', 'Alpha 2', 'CON', 'lpt1', '研', '究'])).toEqual([
    ...['alpha', 'alpha-2', 'alpha-2-2', 'organization-con', 'organization-lpt1', 'organization', 'organization-2'],
  ]);
});

it('cuts long ones, and still tells them apart', () => {
  const long = 'x'.repeat(254);
  expect(namesOf([`${long}a`, `${long}b`])).toEqual(['x'.repeat(200), `${'x'.repeat(200)}-2`]);
});

it('holds for any names, however alike and odd', () => {
  const name = fc.oneof(
    fc.string({ minLength: 1, maxLength: 255, unit: 'grapheme' }),
    fc.constantFrom('con', 'Con', 'NUL', 'a', 'A', 'a-2', 'a 2', 'a-2-2', 'organization', '-', '.', '..', '/'),
    fc.nat(300).map((length) => 'a-'.repeat(length + 1).slice(0, 255)),
  );
  fc.assert(
    fc.property(fc.uniqueArray(name, { maxLength: 20 }), (names) => {
      const files = namesOf(names);
      expect(new Set(files).size).toBe(names.length);
      for (const file of files) {
        expect(file).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
        expect(file).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)$/);
        expect(Buffer.byteLength(`${file}.yaml`)).toBeLessThanOrEqual(255);
      }
    }),
    { numRuns: runs },
  );
});
