/** Light and dark by the reader's own setting; the first column and the header stay in sight. */
export const styleSheet = `
:root { color-scheme: light dark; --bg: #fff; --fg: #1b1f24; --dim: #57606a; --line: #d0d7de; --head: #f3f5f8; --has: #dbeafe; --admin: #fde0dd; --unknown: #fff3c4; --focus: #0550ae; --bar: #0969da; }
@media (prefers-color-scheme: dark) { :root { --bg: #0d1117; --fg: #e6edf3; --dim: #9da7b3; --line: #30363d; --head: #161b22; --has: #14304f; --admin: #5a1e1b; --unknown: #4a3c08; --focus: #79c0ff; --bar: #58a6ff; } }
* { box-sizing: border-box; }
html { height: 100%; } body { margin: 0; }
body { min-height: 100%; display: flex; flex-direction: column; background: var(--bg); color: var(--fg); font: 14px/1.4 system-ui, sans-serif; }
header { padding: 12px 16px; border-bottom: 1px solid var(--line); }
h1 { font-size: 18px; margin: 0 0 8px; }
form { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; }
input[type=search], select { font: inherit; color: inherit; background: var(--bg); border: 1px solid var(--dim); border-radius: 6px; padding: 4px 8px; max-width: 100%; }
#count { color: var(--dim); }
main { display: flex; height: 75vh; min-height: 360px; border-top: 1px solid var(--line); }
#grid { flex: 1; min-width: 0; overflow: auto; }
table { border-collapse: separate; border-spacing: 0; }
#grid th, #grid td { border-right: 1px solid var(--line); border-bottom: 1px solid var(--line); padding: 0 8px; height: 32px; white-space: nowrap; text-align: left; }
th { background: var(--head); font-weight: 600; }
#grid thead th { position: sticky; top: 0; z-index: 2; }
#grid tbody th, #grid thead th:first-child { position: sticky; left: 0; z-index: 1; overflow: hidden; text-overflow: ellipsis; }
#grid thead th:first-child { z-index: 3; }
#grid table { table-layout: fixed; width: max-content; }
#grid td, #grid thead th { width: 160px; min-width: 160px; max-width: 160px; overflow: hidden; text-overflow: ellipsis; }
#grid tbody th, #grid thead th:first-child { width: var(--name); min-width: var(--name); max-width: var(--name); overflow: hidden; text-overflow: ellipsis; }
#grid td.gap { padding: 0; border: 0; max-width: none; min-width: 0; }
td.has { background: var(--has); cursor: pointer; }
td.admin { background: var(--admin); cursor: pointer; }
td.unknown { background: var(--unknown); cursor: pointer; }
#grid tr.gap td { border: 0; padding: 0; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: -3px; }
aside { width: min(360px, 100%); overflow: auto; padding: 16px; border-left: 1px solid var(--line); background: var(--head); }
aside h2 { font-size: 16px; margin: 0 0 4px; overflow-wrap: anywhere; }
aside h3 { font-size: 14px; margin: 16px 0 4px; }
aside ul { margin: 0; padding-left: 20px; overflow-wrap: anywhere; }
button { font: inherit; color: inherit; background: var(--bg); border: 1px solid var(--dim); border-radius: 6px; padding: 4px 12px; }
.note { color: var(--dim); margin: 8px 0 0; }
@media (max-width: 600px) { main { position: relative; } aside { position: absolute; inset: 0; width: 100%; border: 0; z-index: 4; } }
dl { display: flex; flex-wrap: wrap; gap: 4px 24px; margin: 0 0 8px; } dl div { display: flex; gap: 6px; } dt { color: var(--dim); } dd { margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 16px; margin: 12px 0 8px; }
.cards { display: flex; flex-wrap: wrap; gap: 12px; margin-bottom: 16px; align-items: flex-start; }
details, figure { border: 1px solid var(--line); border-radius: 8px; padding: 8px 12px; margin: 0; flex: 1 1 260px; max-width: 100%; max-height: 260px; overflow: auto; }
summary { cursor: pointer; font-weight: 600; } summary b { color: var(--dim); font-weight: 400; } figcaption { font-weight: 600; margin-bottom: 4px; }
details ul { margin: 6px 0 0; padding-left: 18px; overflow-wrap: anywhere; }
svg { max-width: 100%; height: auto; } svg text { fill: var(--fg); font: 13px system-ui, sans-serif; } svg rect { fill: var(--bar); }
noscript table, #print table { border-collapse: collapse; width: 100%; } noscript th, noscript td, #print th, #print td { border: 1px solid var(--line); padding: 2px 6px; text-align: left; font-weight: 400; overflow-wrap: anywhere; } caption { text-align: left; font-weight: 600; }
#grid thead th { height: 48px; } #grid th small, #grid th span { display: block; overflow: hidden; text-overflow: ellipsis; } #grid th small { font-weight: 400; color: var(--dim); }
#print { display: none; }
@media print { :root { --bg: #fff; --fg: #000; --dim: #333; --line: #999; --head: #eee; --bar: #555; } main, #filters { display: none; } #print { display: block; padding: 0 16px; } details, figure { max-height: none; overflow: visible; break-inside: avoid; } details::details-content { content-visibility: visible; block-size: auto; } thead { display: table-header-group; } tr { break-inside: avoid; } }
`;
