/** Light and dark by the reader's own setting; the first column and the header stay in sight. */
export const styleSheet = `
:root { color-scheme: light dark; --bg: #fff; --fg: #1b1f24; --dim: #57606a; --line: #d0d7de; --head: #f3f5f8; --has: #dbeafe; --admin: #fde0dd; --unknown: #fff3c4; --focus: #0550ae; }
@media (prefers-color-scheme: dark) { :root { --bg: #0d1117; --fg: #e6edf3; --dim: #9da7b3; --line: #30363d; --head: #161b22; --has: #14304f; --admin: #5a1e1b; --unknown: #4a3c08; --focus: #79c0ff; } }
* { box-sizing: border-box; }
html, body { height: 100%; margin: 0; }
body { display: flex; flex-direction: column; background: var(--bg); color: var(--fg); font: 14px/1.4 system-ui, sans-serif; }
header { padding: 12px 16px; border-bottom: 1px solid var(--line); }
h1 { font-size: 18px; margin: 0 0 8px; }
form { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; }
input[type=search], select { font: inherit; color: inherit; background: var(--bg); border: 1px solid var(--dim); border-radius: 6px; padding: 4px 8px; max-width: 100%; }
#count { color: var(--dim); }
main { flex: 1; min-height: 0; display: flex; }
#grid { flex: 1; min-width: 0; overflow: auto; }
table { border-collapse: separate; border-spacing: 0; }
th, td { border-right: 1px solid var(--line); border-bottom: 1px solid var(--line); padding: 0 8px; height: 32px; white-space: nowrap; text-align: left; }
th { background: var(--head); font-weight: 600; }
thead th { position: sticky; top: 0; z-index: 2; }
tbody th, thead th:first-child { position: sticky; left: 0; z-index: 1; max-width: 40vw; overflow: hidden; text-overflow: ellipsis; }
thead th:first-child { z-index: 3; }
td { max-width: 180px; overflow: hidden; text-overflow: ellipsis; }
td.has { background: var(--has); cursor: pointer; }
td.admin { background: var(--admin); cursor: pointer; }
td.unknown { background: var(--unknown); cursor: pointer; }
tr.gap td { border: 0; padding: 0; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: -3px; }
aside { width: min(360px, 100%); overflow: auto; padding: 16px; border-left: 1px solid var(--line); background: var(--head); }
aside h2 { font-size: 16px; margin: 0 0 4px; overflow-wrap: anywhere; }
aside h3 { font-size: 14px; margin: 16px 0 4px; }
aside ul { margin: 0; padding-left: 20px; overflow-wrap: anywhere; }
button { font: inherit; color: inherit; background: var(--bg); border: 1px solid var(--dim); border-radius: 6px; padding: 4px 12px; }
.note { color: var(--dim); margin: 8px 0 0; }
@media (max-width: 600px) { main { position: relative; } aside { position: absolute; inset: 0; width: 100%; border: 0; z-index: 4; } tbody th, thead th:first-child { max-width: 45vw; } }
`;
