import { expect, it } from 'vitest';
import { lay } from '../../src/report/layout.js';

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

it('leaves out what is empty', () => {
  expect(lay(style(80), 2, [{ text: 'a' }, { text: '' }, { text: 'b' }])).toBe('  a  b');
});

it('paints each part of a broken piece', () => {
  const painted = lay({ color: true, width: 8, unicode: true }, 0, [{ text: 'one two three', paint: 'red' }]);
  expect(painted).toBe('\u001B[31mone two\u001B[39m\n    \u001B[31mthree\u001B[39m');
});
