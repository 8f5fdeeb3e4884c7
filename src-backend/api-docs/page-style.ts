/** The page's looks; the colours are the desktop's. */
export const pageStyle = `:root {
  color-scheme: light dark;
  --canvas: light-dark(oklch(1 0 0), oklch(0.195 0.006 230));
  --side: light-dark(oklch(0.985 0.002 220), oklch(0.172 0.006 230));
  --sunk: light-dark(oklch(0.965 0.004 220), oklch(0.15 0.006 230));
  --line: light-dark(oklch(0.915 0.005 220), oklch(0.29 0.009 230));
  --line-strong: light-dark(oklch(0.6 0.012 225), oklch(0.6 0.012 225));
  --text: light-dark(oklch(0.23 0.015 230), oklch(0.945 0.004 220));
  --text-2: light-dark(oklch(0.42 0.015 230), oklch(0.79 0.01 220));
  --accent: light-dark(oklch(0.475 0.085 197), oklch(0.79 0.1 192));
  --focus: light-dark(oklch(0.55 0.11 200), oklch(0.75 0.11 195));
  --get: light-dark(oklch(0.46 0.14 250), oklch(0.78 0.12 245));
  --post: light-dark(oklch(0.44 0.12 152), oklch(0.8 0.15 152));
  --put: light-dark(oklch(0.47 0.11 65), oklch(0.83 0.13 80));
  --delete: light-dark(oklch(0.5 0.19 25), oklch(0.78 0.14 22));
  --mono: ui-monospace, 'SF Mono', 'Cascadia Mono', Consolas, 'DejaVu Sans Mono', monospace;
}
* { box-sizing: border-box; }
html { scroll-padding-block-start: 80px; }
body {
  margin: 0;
  display: grid;
  grid-template: auto 1fr / 240px minmax(0, 1fr);
  min-block-size: 100vh;
  background: var(--canvas);
  color: var(--text);
  font: 15px/1.55 'Inter Variable', Inter, system-ui, sans-serif;
}
a { color: var(--accent); text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
main:focus { outline: none; }
.skip { position: absolute; inset-inline-start: -999px; }
.skip:focus { inset: 8px auto auto 8px; z-index: 3; padding: 8px 12px; background: var(--canvas); }
header {
  grid-column: 1 / -1;
  position: sticky;
  inset-block-start: 0;
  z-index: 2;
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 8px 24px;
  padding: 12px 24px;
  background: var(--side);
  border-block-end: 1px solid var(--line);
}
h1 { margin: 0; font-size: 17px; inline-size: 192px; }
h1 small, nav small, th small { color: var(--text-2); font-weight: 400; font-size: 12px; }
.search { position: relative; display: flex; align-items: center; gap: 12px; flex: 1; max-inline-size: 640px; }
.search label { color: var(--text-2); }
.search input {
  flex: 1;
  min-inline-size: 0;
  padding: 7px 36px 7px 12px;
  border: 1px solid var(--line-strong);
  border-radius: 8px;
  background: var(--canvas);
  color: inherit;
  font: inherit;
}
kbd {
  position: absolute;
  inset-inline-end: 8px;
  padding: 0 7px;
  border: 1px solid var(--line);
  border-radius: 5px;
  background: var(--sunk);
  color: var(--text-2);
  font: 12px/20px var(--mono);
  pointer-events: none;
}
input:focus + kbd { display: none; }
#found { margin: 0; color: var(--text-2); font-size: 13px; }
nav {
  position: sticky;
  inset-block-start: 62px;
  align-self: start;
  max-block-size: calc(100vh - 62px);
  overflow-y: auto;
  padding: 20px 12px;
}
nav ul { margin: 0; padding: 0; list-style: none; }
nav a { display: flex; justify-content: space-between; padding: 4px 12px; border-radius: 6px; color: var(--text-2); text-decoration: none; font-size: 13px; }
nav a:hover { background: var(--sunk); color: var(--text); }
main { padding: 8px 32px 96px; border-inline-start: 1px solid var(--line); }
main > section { max-inline-size: 920px; }
h2 { margin: 36px 0 4px; font-size: 20px; }
h2 + p { margin-block-start: 0; color: var(--text-2); }
h3 { display: inline; margin: 0; font-size: 14px; font-weight: 500; }
h4 { margin: 20px 0 6px; font-size: 13px; color: var(--text-2); }
dt { margin-block-start: 8px; }
dd { margin-inline-start: 0; color: var(--text-2); }
code { font: 0.92em/1.5 var(--mono); }
details { border: 1px solid var(--line); border-radius: 10px; margin-block: 8px; }
details[open] { background: var(--side); }
summary { padding: 9px 14px; cursor: pointer; }
summary::marker { color: var(--text-2); }
.route h3 { display: inline-grid; grid-template-columns: 56px minmax(0, auto) 1fr; gap: 4px 12px; align-items: baseline; inline-size: calc(100% - 24px); vertical-align: top; }
.path { overflow-wrap: anywhere; }
.what { color: var(--text-2); font-weight: 400; text-align: end; }
.method { font: 600 12px/1.5 var(--mono); }
.get { color: var(--get); }
.post { color: var(--post); }
.put, .patch { color: var(--put); }
.delete { color: var(--delete); }
.body { padding: 0 16px 16px; }
.callers { padding: 8px 12px; border-inline-start: 3px solid var(--accent); background: var(--sunk); border-radius: 0 6px 6px 0; }
.error { margin: 10px 0; color: var(--text-2); font-size: 14px; }
.error strong { color: var(--delete); margin-inline-end: 6px; }
.scroll { overflow-x: auto; margin-block: 12px; }
table { border-collapse: collapse; inline-size: 100%; font-size: 13px; }
caption { text-align: start; padding-block: 8px 4px; color: var(--text-2); font-weight: 600; }
th, td { padding: 6px 12px 6px 0; border-block-end: 1px solid var(--line); text-align: start; vertical-align: top; font-weight: 400; }
thead th { color: var(--text-2); font-size: 12px; }
tbody th { white-space: nowrap; }
td { overflow-wrap: anywhere; }
.pattern { color: var(--text-2); }
pre { margin: 0 0 8px; padding: 12px 14px; overflow-x: auto; background: var(--sunk); border-radius: 8px; font-size: 13px; }
@media (max-width: 760px) {
  body { display: block; }
  nav { display: none; }
  main { padding: 8px 16px 64px; border: 0; }
  .route h3 { grid-template-columns: 56px 1fr; }
  .what { grid-column: 1 / -1; text-align: start; }
}
`;
