import { createHash } from 'node:crypto';
import { clean } from '../style.js';

/** A page that stands alone: no network, no other files; what is not said to be allowed is not. */
export function standalone(parts: {
  readonly title: string;
  readonly style: string;
  readonly body: string;
  readonly script?: string;
}): string {
  const { title, style, body, script } = parts;
  const scripts = script === undefined ? '' : `; script-src ${hashOf(script)}`;
  const policy = `default-src 'none'; style-src ${hashOf(style)}${scripts}; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
${body}${script === undefined ? '' : `\n<script>${script}</script>`}
</body>
</html>
`;
}

/** What a policy allows one style sheet or script by: no other can stand in its place. */
function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** Text for a page; what could hide or reorder text is written as an escape, as everywhere. */
export function escapeHtml(text: string): string {
  return clean(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** A table with its name; every cell is text. */
export function table(caption: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[], tag: (index: number) => string) =>
    `<tr>${cells.map((text, index) => `<${tag(index)}>${escapeHtml(text)}</${tag(index).split(' ')[0] ?? ''}>`).join('')}</tr>`;
  return `<div class="wide" tabindex="0" role="region" aria-label="${escapeHtml(caption)}"><table>
<caption>${escapeHtml(caption)}</caption>
<thead>${line(head, () => 'th scope="col"')}</thead>
<tbody>
${rows.map((cells) => line(cells, (index) => (index === 0 ? 'th scope="row"' : 'td'))).join('\n')}
</tbody>
</table></div>`;
}

/** What all pages look like: light and dark by the reader's own setting, on paper without colours. */
export const baseStyle = `
:root { color-scheme: light dark; --bg: #fff; --fg: #1b1f24; --dim: #57606a; --line: #d0d7de; --head: #f3f5f8; --has: #dbeafe; --admin: #fde0dd; --unknown: #fff3c4; --public: #d8f3dc; --focus: #0550ae; --bar: #0969da; }
@media (prefers-color-scheme: dark) { :root { --bg: #0d1117; --fg: #e6edf3; --dim: #9da7b3; --line: #30363d; --head: #161b22; --has: #14304f; --admin: #5a1e1b; --unknown: #4a3c08; --public: #12402a; --focus: #79c0ff; --bar: #58a6ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--fg); font: 14px/1.45 system-ui, sans-serif; }
h1 { font-size: 20px; margin: 0 0 4px; } h2 { font-size: 16px; margin: 24px 0 8px; } h3 { font-size: 14px; margin: 16px 0 4px; }
.note, .dim { color: var(--dim); }
.wide { overflow-x: auto; max-width: 100%; }
caption { text-align: left; font-weight: 600; padding: 4px 0; }
table { border-collapse: collapse; }
th, td { border: 1px solid var(--line); padding: 4px 8px; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { background: var(--head); font-weight: 600; }
a { color: var(--focus); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 1px; }
@media print { :root { --bg: #fff; --fg: #000; --dim: #333; --line: #999; --head: #eee; } .wide { overflow: visible; } thead { display: table-header-group; } tr { break-inside: avoid; } }
`;
