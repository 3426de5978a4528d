/*
 * What the page for auditors looks like. Light and dark by the reader's own setting; colours of text and ground differ by at least
 * 4.5 to 1. No two colons stand beside each other in it: in the log of a CI runner that would begin a command.
 */
export const styleSheet = `
:root { color-scheme: light dark; --bg: #ffffff; --panel: #f7f8fa; --fg: #1c2128; --dim: #5a6472; --line: #e1e4e9; --strong: #c6ccd4; --accent: #0b57d0; --has: #e3edfb; --has-fg: #123d78; --admin: #fbe3e0; --admin-fg: #8c1d18; --public: #dcf3e3; --public-fg: #12532d; --unknown: #fdf0c9; --unknown-fg: #5f4700; --bar: #3b7ddd; --red: #c9372c; --green: #1f845a; --hover: #eef1f5; }
@media (prefers-color-scheme: dark) { :root { --bg: #101418; --panel: #171c22; --fg: #e3e8ee; --dim: #9aa6b4; --line: #262d36; --strong: #3d4753; --accent: #8ab4f8; --has: #16304f; --has-fg: #b9d6fb; --admin: #4b1d1b; --admin-fg: #ffc2bb; --public: #14392a; --public-fg: #a9e5c3; --unknown: #443608; --unknown-fg: #f6dd93; --bar: #5e97e8; --red: #e5695f; --green: #4fb286; --hover: #1d242c; } }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; background: var(--bg); color: var(--fg); font: 13px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; font-variant-numeric: tabular-nums; -webkit-text-size-adjust: 100%; }
h1, h2, h3 { line-height: 1.3; overflow-wrap: anywhere; }
h1 { font-size: 15px; font-weight: 650; margin: 0; }
h2 { font-size: 18px; font-weight: 650; margin: 0 0 12px; }
h3 { font-size: 13px; font-weight: 650; margin: 20px 0 6px; }
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
.note, figcaption + p { color: var(--dim); }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }

header { display: flex; flex-wrap: wrap; align-items: center; gap: 0 24px; padding: 0 20px; background: var(--panel); border-bottom: 1px solid var(--line); position: sticky; top: 0; z-index: 5; }
h1 { padding: 11px 0; }
#tabs { display: flex; gap: 20px; }
#tabs a { color: var(--dim); padding: 11px 0 9px; border-bottom: 2px solid transparent; font-weight: 550; }
#tabs a[aria-current] { color: var(--fg); border-color: var(--accent); }
#tabs a:hover { color: var(--fg); text-decoration: none; }
form { flex: 1 0 100%; display: flex; flex-wrap: wrap; gap: 6px 12px; align-items: center; padding: 8px 0; border-top: 1px solid var(--line); }
body[data-view=overview] form .narrow, body[data-view=overview] form button, body[data-view=overview] form .end { display: none; }
input, select, button { font: inherit; color: inherit; }
input[type=search], select, button { height: 28px; background: var(--bg); border: 1px solid var(--strong); border-radius: 6px; padding: 0 8px; max-width: 100%; }
.find { flex: 1 1 180px; max-width: 260px; } .find input { width: 100%; padding: 0 10px; }
select { max-width: 124px; text-overflow: ellipsis; padding: 0 4px; }
button { cursor: pointer; padding: 0 10px; } button:hover { background: var(--hover); }
label { display: inline-flex; align-items: center; gap: 6px; white-space: nowrap; } label span { color: var(--dim); }
input[type=checkbox] { accent-color: var(--accent); margin: 0; width: 14px; height: 14px; }
#narrow { display: none; }
.end { margin-left: auto; display: flex; gap: 12px; align-items: center; color: var(--dim); }
#columns { margin-left: auto; display: flex; gap: 6px; } #columns button { height: 22px; padding: 0 8px; border-radius: 5px; }

#overview, #page, noscript { display: block; padding: 20px; max-width: 1240px; }
#page h2:focus { outline: none; }
dl { display: flex; flex-wrap: wrap; gap: 4px 28px; margin: 0 0 16px; }
dl div { min-width: 0; } dt { color: var(--dim); font-size: 12px; } dd { margin: 0; font-weight: 550; overflow-wrap: anywhere; }
.unseen { border: 1px solid var(--line); border-left: 3px solid var(--unknown-fg); background: var(--unknown); color: var(--unknown-fg); border-radius: 6px; padding: 10px 14px; margin: 0 0 20px; }
.unseen h2 { font-size: 13px; margin: 0 0 4px; } .unseen ul { margin: 0; padding-left: 18px; overflow-wrap: anywhere; }
.charts, .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 280px), 1fr)); gap: 12px; margin-bottom: 12px; }
.charts { grid-template-columns: repeat(auto-fit, minmax(min(100%, 380px), 1fr)); }
.card, figure { border: 1px solid var(--line); border-radius: 8px; padding: 10px 0 4px; margin: 0; min-width: 0; background: var(--bg); }
figure { padding: 10px 14px 12px; }
.card h3, figcaption { margin: 0; padding: 0 14px 6px; font-size: 13px; font-weight: 650; } figcaption { padding: 0 0 6px; }
.card h3 { display: flex; justify-content: space-between; gap: 8px; } .card h3 b { color: var(--dim); font-weight: 550; flex: none; overflow-wrap: normal; }
.card ul { margin: 0; padding: 0; list-style: none; max-height: 176px; overflow: auto; overflow-wrap: anywhere; }
.card li { padding: 3px 14px; border-top: 1px solid var(--line); }
figure p { margin: 6px 0 0; font-size: 12px; }
svg { display: block; overflow: visible; } svg text { fill: var(--fg); font: 12px system-ui, sans-serif; font-variant-numeric: tabular-nums; } .bar { fill: var(--bar); } .marked, .lost { fill: var(--red); } .gained { fill: var(--green); }

.above { color: var(--dim); margin: 0 0 6px; overflow-wrap: anywhere; }
.wide { overflow-x: auto; max-width: 100%; border: 1px solid var(--line); border-radius: 8px; margin: 0 0 12px; }
.wide table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: 650; padding: 8px 12px; }
.wide th, .wide td { text-align: left; vertical-align: top; font-weight: 400; padding: 5px 12px; border-top: 1px solid var(--line); overflow-wrap: break-word; min-width: 64px; }
.wide thead th { color: var(--dim); font-size: 12px; font-weight: 550; background: var(--panel); white-space: nowrap; }
.wide tbody th { min-width: 180px; overflow-wrap: anywhere; } .wide tbody tr:hover { background: var(--hover); }
.wide .number { text-align: right; }
.depth1 { padding-left: 18px; } .depth2 { padding-left: 36px; } .depth1, .depth2 { display: inline-block; }
.pill { display: inline-block; border-radius: 4px; padding: 0 6px; background: var(--has); color: var(--has-fg); } .pill.admin { background: var(--admin); color: var(--admin-fg); }
ul.permissions { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 230px), 1fr)); gap: 2px 16px; font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: 12px; overflow-wrap: anywhere; }
ul.permissions.danger li, li.danger { color: var(--admin-fg); }
.more { margin-bottom: 16px; }
section > h3:first-child { margin-top: 0; }

#matrix { display: grid; grid-template: minmax(0, 1fr) 34px / minmax(0, 1fr) auto; height: calc(100dvh - var(--top, 92px)); min-height: 320px; position: relative; }
#grid { overflow: auto; contain: strict; }
.area { position: relative; min-width: 100%; }
#grid table { position: absolute; border-collapse: separate; border-spacing: 0; table-layout: fixed; width: max-content; }
#grid th, #grid td { height: 30px; padding: 0 10px; white-space: nowrap; text-align: left; overflow: hidden; text-overflow: ellipsis; border-bottom: 1px solid var(--line); font-weight: 400; background: var(--bg); width: var(--column); min-width: var(--column); max-width: var(--column); }
#grid thead th { position: sticky; top: 0; z-index: 2; height: 50px; background: var(--panel); border-bottom-color: var(--strong); vertical-align: bottom; padding-bottom: 6px; font-weight: 550; }
#grid tbody th, #grid thead th:first-child { position: sticky; left: 0; z-index: 1; width: var(--name); min-width: var(--name); max-width: var(--name); padding-left: 20px; border-right: 1px solid var(--strong); }
#grid thead th:first-child { z-index: 3; }
#grid th a { color: inherit; } #grid tbody tr:hover th, #grid tbody tr:hover td { background: var(--hover); }
#grid th small, #grid th span { display: block; overflow: hidden; text-overflow: ellipsis; } #grid th small { font-weight: 400; font-size: 11px; color: var(--dim); }
#grid th button { height: 16px; width: 16px; padding: 0; line-height: 1; margin-right: 5px; border-radius: 4px; font-weight: 400; }
#grid td { cursor: default; border-left: 1px solid transparent; }
#grid td.has, .key.has, .key.group { color: var(--has-fg); } #grid td.has, #grid td.admin, #grid td.inner, #grid td.plain { cursor: pointer; } #grid td.plain { color: var(--dim); }
#grid td.direct, #grid td.group, .key.direct, .key.group { background: var(--has); }
#grid td.public, .key.public { background: var(--public); color: var(--public-fg); }
#grid td.inherited, .key.inherited { background: var(--panel); color: var(--dim); }
#grid td.admin, .key.admin { background: var(--admin); color: var(--admin-fg); }
#grid td.admin.inherited { background: var(--panel); color: var(--admin-fg); }
#grid td.unknown, .key.unknown { background: var(--unknown); color: var(--unknown-fg); }
#grid td.group:before, .key.group:before { content: "@ "; } #grid td.inherited:before, .key.inherited:before { content: "↳ "; } #grid td.public:before, .key.public:before { content: "○ "; }
#grid td.inner { color: var(--dim); } #grid td b, .key b { font-weight: 550; opacity: 1; margin-left: 6px; font-size: 12px; } #grid td.inner b { margin-left: 0; font-weight: 400; }
#grid :focus-visible { outline-offset: -2px; border-radius: 0; }
#legend { grid-area: 2 / 1 / 3 / 3; margin: 0; padding: 0 20px; display: flex; gap: 8px; align-items: center; overflow: hidden; white-space: nowrap; border-top: 1px solid var(--line); background: var(--panel); font-size: 12px; color: var(--dim); }
.key { border-radius: 4px; padding: 0 6px; } .key.inherited { border: 1px solid var(--line); } .key.inner b { margin: 0; }
aside { width: 340px; overflow: auto; padding: 16px 20px; border-left: 1px solid var(--strong); background: var(--bg); overflow-wrap: anywhere; }
aside h2 { font-size: 14px; margin: 0 32px 2px 0; } aside p { margin: 0 0 10px; } aside ul { margin: 0; padding-left: 18px; } aside ul.ways, aside ul.permissions { padding: 0; list-style: none; } aside ul.ways li { margin-bottom: 4px; } aside ul.permissions { display: block; } aside li a:not(.pill) { text-decoration: underline; }
.close { float: right; width: 28px; padding: 0; font-size: 16px; line-height: 1; }
aside:focus { outline: none; }

#print { display: none; }
@media (max-width: 720px) {
  header { padding: 0 12px; gap: 0 16px; } #tabs { gap: 16px; } h1 { padding: 9px 0 0; flex: 1 0 100%; } #tabs a { padding: 7px 0 6px; }
  #overview, #page, noscript { padding: 14px 12px; }
  body:not([data-view=overview]) #narrow { display: block; } form:not(.wide-open) .narrow { display: none; } form.wide-open .narrow { flex: 1 1 45%; } form.wide-open .narrow select { flex: 1; min-width: 0; }
  .find { flex: 1 1 150px; } .end { flex: 1 0 100%; flex-wrap: wrap; gap: 2px 12px; justify-content: space-between; }
  #grid tbody th, #grid thead th:first-child { padding-left: 12px; } #legend { overflow-x: auto; padding: 0 12px; }
  aside { position: absolute; inset: 0; width: auto; height: 100%; border: 0; z-index: 4; padding: 14px 12px; }
  .wide th, .wide td { padding: 5px 8px; } .wide td { min-width: 84px; } .wide tbody th { min-width: 150px; }
}
@media print {
  :root { --bg: #fff; --panel: #fff; --fg: #000; --dim: #333; --line: #bbb; --strong: #888; --has: #fff; --has-fg: #000; --admin: #fff; --admin-fg: #000; --public: #fff; --public-fg: #000; --unknown: #fff; --unknown-fg: #000; --accent: #000; --bar: #777; --red: #333; --green: #aaa; }
  header { position: static; padding: 0; } #tabs, form, #matrix, #page { display: none !important; } #overview { display: block !important; padding: 0; max-width: none; }
  #print { display: block; } #print table { border-collapse: collapse; width: 100%; } #print th, #print td { border: 1px solid var(--line); padding: 2px 6px; text-align: left; vertical-align: top; font-weight: 400; overflow-wrap: anywhere; } #print thead th { font-weight: 650; }
  thead { display: table-header-group; } tr, .card li { break-inside: avoid; } .card ul { max-height: none; overflow: visible; } .pill { padding: 0; } .wide { overflow: visible; border: 0; }
}
`;
