/** The look of the dialog, light and dark. */
export const dialogCss = `
:root { --back: #f0f2f5; --card: #fff; --text: #1c1e21; --soft: #5b6168; --line: #cfd4da; --main: #0b57d0; --onmain: #fff; --bad: #b3261e; }
@media (prefers-color-scheme: dark) {
  :root { --back: #16181b; --card: #222529; --text: #e8eaed; --soft: #a9afb6; --line: #454a51; --main: #8ab4f8; --onmain: #10203a; --bad: #f2b8b5; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.45 system-ui, sans-serif; }
main { max-inline-size: 34rem; margin: 2rem auto; padding: 1.5rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
h1 { margin: 0 0 .5rem; font-size: 1.3rem; }
fieldset { margin: 1rem 0 0; padding: .5rem 1rem 1rem; border: 1px solid var(--line); border-radius: 8px; }
legend { padding-inline: .3rem; font-weight: 600; }
label { display: block; margin-block-start: .6rem; }
.choice { display: flex; gap: .6rem; align-items: start; }
.choice input { margin-block-start: .3rem; }
small { display: block; color: var(--soft); }
input:not([type=radio], [type=checkbox]), select { display: block; inline-size: 100%; margin-block-start: .2rem; padding: .5rem; font: inherit; color: inherit; background: var(--back); border: 1px solid var(--line); border-radius: 6px; }
.buttons { display: flex; gap: .75rem; justify-content: end; margin-block-start: 1.25rem; }
button { padding: .55rem 1.2rem; font: inherit; color: inherit; background: none; border: 1px solid var(--line); border-radius: 8px; cursor: pointer; }
.main { color: var(--onmain); background: var(--main); border-color: var(--main); }
:focus-visible { outline: 3px solid var(--main); outline-offset: 2px; }
.problem { padding: .6rem .8rem; color: var(--bad); border: 1px solid currentColor; border-radius: 8px; }
a { color: var(--main); }
`;

/**
 * Tells the opener what Embedded Signup tells: the event for anybody, the code only to the page it is meant for, in the
 * form in which Meta's own script gets it.
 */
export const endScript = `
'use strict';
const { message, code, origin, next } = JSON.parse(document.currentScript.dataset.outcome);
const parent = window.opener;
if (parent) {
  parent.postMessage(JSON.stringify(message), '*');
  if (code !== null && origin !== null) parent.postMessage(new URLSearchParams({ code }).toString(), origin);
}
if (next !== null) location.replace(next);
else window.close();
`;
