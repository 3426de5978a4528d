import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lay, layText } from '../../src/report/layout.js';
import { widthOf } from '../../src/report/style.js';
import { cheapRuns } from '../support/runs.js';

const style = (width: number) => ({ color: false, width, unicode: true });
const pieces = [{ text: '+ create user raj@example.com' }, { text: 'role: member' }, { text: '# declared, not live' }];

it.each([
  [Infinity, '  + create user raj@example.com  role: member  # declared, not live'],
  [70, '  + create user raj@example.com  role: member  # declared, not live'],
  [50, '  + create user raj@example.com  role: member\n      # declared, not live'],
  [32, '  + create user raj@example.com\n      role: member\n      # declared, not live'],
  [20, '  + create user\n      raj@example.com\n      role: member\n      # declared,\n      not live'],
  [
    5,
    '  +\n      create\n      user\n      raj@example.com\n      role:\n      member\n      #\n      declared,\n      not\n      live',
  ],
])('at %d columns', (width, expected) => {
  expect(lay(style(width), 2, pieces)).toBe(expected);
});

it('breaks no command, so that it can be copied', () => {
  const text = 'see which with `ax-gitops doctor --transport api`, then go on';
  expect(lay(style(20), 0, [{ text }])).toBe('see which with\n    `ax-gitops doctor --transport api`,\n    then go on');
});

it('puts as many words in a row as there is room for, be they narrow or wide', () => {
  const words = fc.array(fc.constantFrom('a', 'two', 'cafe\u0301', '漢字', 'a-longer-word', 'é', '🎉', ''), {
    minLength: 1,
  });
  fc.assert(
    fc.property(words, fc.integer({ min: 5, max: 40 }), (all, width) => {
      const rows: string[] = [];
      for (const word of all) {
        const last = rows.at(-1);
        const indent = rows.length > 1 ? 4 : 0;
        if (last === undefined || widthOf(`${last} ${word}`) + indent > width) rows.push(word);
        else rows[rows.length - 1] = `${last} ${word}`;
      }
      const text = all.join(' ');
      expect(layText(style(width), 0, text)).toBe(text === '' ? '' : rows.join('\n    '));
    }),
    { numRuns: cheapRuns },
  );
});

it('leaves out what is empty', () => {
  expect(lay(style(80), 2, [{ text: 'a' }, { text: '' }, { text: 'b' }])).toBe('  a  b');
});

it('paints each part of a broken piece', () => {
  const painted = lay({ color: true, width: 8, unicode: true }, 0, [{ text: 'one two three', paint: 'red' }]);
  expect(painted).toBe('\u001B[31mone two\u001B[39m\n    \u001B[31mthree\u001B[39m');
});
