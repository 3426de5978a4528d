import { createTwoFilesPatch } from 'diff';
import type { Style } from './style.js';
import { clean, paint } from './style.js';

/** What changes in a file, as a unified diff. Ends with a newline; empty where nothing changes. */
export function fileDiff(file: string, before: string, after: string, style: Style): string {
  if (before === after) return '';
  const patch = createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, { context: 3 });
  // The library begins with a ruler, and puts a tab behind names.
  const [, ...lines] = patch.trimEnd().split('\n');
  return `${lines.map((line) => painted(line, style)).join('\n')}\n`;
}

function painted(line: string, style: Style): string {
  const text = clean(line.replace(/[\t\r]+$/, ''));
  if (/^(?:---|\+\+\+) /.test(text)) return paint(style, 'bold', text);
  if (text.startsWith('@@')) return paint(style, 'cyan', text);
  if (text.startsWith('+')) return paint(style, 'green', text);
  return text.startsWith('-') ? paint(style, 'red', text) : text;
}
