import { escapeHtml } from './frame.js';

/** A bar with its number: how long it is, how much of it is marked, and what it is of. */
export interface Bar {
  readonly name: string;
  readonly size: number;
  /** A part of the size. */
  readonly marked?: number;
}

const height = 24;

/** Bars with their numbers beside them; screen readers are told the numbers in one sentence. */
export function barChart(title: string, bars: readonly Bar[], legend?: string): string {
  const share = shareOf(bars.map(({ size }) => size));
  const lines = bars.map(({ name, size, marked = 0 }) => {
    const number = marked === 0 ? String(size) : `${String(size)} (${String(marked)})`;
    const mark = marked === 0 ? '' : rect('marked', 0, share(marked));
    return { name, drawn: `${rect('bar', 0, share(size))}${mark}${text(share(size), number)}` };
  });
  const said = bars.map(
    ({ name, size, marked = 0 }) =>
      `${name}: ${String(size)}${marked > 0 ? `, ${String(marked)} of them dangerous` : ''}`,
  );
  return figure(title, said, lines, legend);
}

/** What came and went between moments: a bar to the right and one to the left for each. */
export function changesChart(
  title: string,
  moments: readonly { readonly name: string; readonly gained: number; readonly lost: number }[],
): string {
  const share = shareOf(moments.flatMap(({ gained, lost }) => [gained, lost]));
  const middle = 50;
  const lines = moments.map(({ name, gained, lost }) => {
    const [more, less] = [share(gained) / 2, share(lost) / 2];
    const bars = `${rect('lost', middle - less, less)}${rect('gained', middle, more)}`;
    return {
      name,
      drawn: `${bars}${text(middle - less, `−${String(lost)}`, 'end')}${text(middle + more, `+${String(gained)}`)}`,
    };
  });
  const said = moments.map(({ name, gained, lost }) => `${name}: ${String(gained)} gained, ${String(lost)} lost`);
  return figure(title, said, lines);
}

/** Per cent of the room for bars, so that numbers find room beside the longest. */
function shareOf(sizes: readonly number[]): (size: number) => number {
  const most = Math.max(1, ...sizes);
  return (size) => Math.round((size / most) * 7_000) / 100;
}

/** Names to the left, bars in the room that is left: text has the same size however wide it is. */
function figure(
  title: string,
  said: readonly string[],
  lines: readonly { readonly name: string; readonly drawn: string }[],
  legend?: string,
): string {
  const drawn = lines.map(
    ({ name, drawn: bars }, index) =>
      `<svg y="${String(index * height)}" width="100%" height="${String(height)}"><text y="16">${escapeHtml(shortened(name))}</text><svg x="150" width="50%" class="bars">${bars}</svg></svg>`,
  );
  const note = legend === undefined ? '' : `<p class="note">${escapeHtml(legend)}</p>`;
  return `<figure><figcaption>${escapeHtml(title)}</figcaption><svg role="img" aria-label="${escapeHtml(said.join('; '))}" width="100%" height="${String(lines.length * height)}">${drawn.join('')}</svg>${note}</figure>`;
}

function rect(kind: string, from: number, wide: number): string {
  return `<rect class="${kind}" x="${String(from)}%" y="5" width="${String(wide)}%" height="14" rx="2"/>`;
}

function text(at: number, content: string, anchor: 'start' | 'end' = 'start'): string {
  return `<text x="${String(at)}%" dx="${anchor === 'end' ? '-6' : '6'}" y="16" text-anchor="${anchor}">${escapeHtml(content)}</text>`;
}

/** As much as there is room for. */
function shortened(name: string): string {
  const characters = Array.from(name);
  return characters.length <= 21 ? name : `${characters.slice(0, 20).join('')}…`;
}
