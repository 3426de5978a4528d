import xterm from '@xterm/headless';
import type { AtTerminal } from '../../test/support/terminal/drive.js';

/* What a terminal shows, as a picture whose text is text. */

const size = { character: 8.4, line: 18, font: 14, margin: 12 };
const colors = ['#484f58', '#ff7b72', '#3fb950', '#d29922', '#58a6ff', '#bc8cff', '#39c5cf', '#b1bac4'];
/** So many lines are shown; there are more in the terminal. */
const shownLines = 44;

/** `from`: what the first line begins with that is shown; what stands above is left out. */
export async function svgOf(command: string, { parts }: Pick<AtTerminal, 'parts'>, from?: string): Promise<string> {
  const all = await linesOf(parts);
  const start = from === undefined ? 0 : all.findIndex((line) => line.replaceAll(/<[^>]*>/g, '').startsWith(from));
  const prompt = `<tspan fill="#8b949e">$ </tspan>${escape(command)}`;
  const lines = [prompt, ...(start > 0 ? ['…'] : []), ...all.slice(Math.max(0, start))];
  const shown = lines.length > shownLines ? [...lines.slice(0, shownLines), '…'] : lines;
  const width = Math.ceil((parts[0]?.size[0] ?? 80) * size.character + 2 * size.margin);
  const height = shown.length * size.line + 2 * size.margin;
  const rows = shown.map((line, row) => {
    const y = size.margin + size.font + row * size.line;
    return line === '' ? '' : `<text x="${String(size.margin)}" y="${String(y)}">${line}</text>\n`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}" viewBox="0 0 ${String(width)} ${String(height)}">\n`,
    `<title>${escape(command)}</title>\n`,
    '<style>text{white-space:pre;fill:#e6edf3;font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}</style>\n',
    '<rect width="100%" height="100%" rx="6" fill="#0d1117"/>\n',
    ...rows,
    '</svg>\n',
  ].join('');
}

async function linesOf(parts: AtTerminal['parts']): Promise<readonly string[]> {
  const [cols = 80, rows = 24] = parts[0]?.size ?? [];
  const terminal = new xterm.Terminal({ cols, rows, scrollback: 1000, allowProposedApi: true });
  for (const { text } of parts)
    await new Promise<void>((resolve) => {
      terminal.write(text, resolve);
    });
  const { active } = terminal.buffer;
  const lines = Array.from({ length: active.length }, (_, row) => lineOf(active.getLine(row), cols));
  terminal.dispose();
  return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1);
}

type Line = ReturnType<xterm.Terminal['buffer']['active']['getLine']>;

/** Stretches of one look. */
function lineOf(line: Line, cols: number): string {
  const length = line?.translateToString(true).length ?? 0;
  const runs: { readonly look: string; text: string }[] = [];
  for (let column = 0; column < Math.min(cols, length); column++) {
    const cell = line?.getCell(column);
    if (cell === undefined) continue;
    const fill = cell.isFgDefault() ? (cell.isDim() ? '#8b949e' : '') : (colors[cell.getFgColor() % 8] ?? '');
    const look = `${fill === '' ? '' : ` fill="${fill}"`}${cell.isBold() ? ' font-weight="700"' : ''}`;
    const last = runs.at(-1);
    const text = cell.getChars() || (cell.getWidth() === 0 ? '' : ' ');
    if (last?.look === look) last.text += text;
    else runs.push({ look, text });
  }
  return runs.map(({ look, text }) => (look === '' ? escape(text) : `<tspan${look}>${escape(text)}</tspan>`)).join('');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
