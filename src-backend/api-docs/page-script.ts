/** Searching: `/` goes to the field, arrows and Enter walk through what is found, Escape shows everything again. */
export const pageScript = `const input = document.getElementById('search');
const found = document.getElementById('found');
const entries = [...document.querySelectorAll('details[data-words]')];
const sections = [...document.querySelectorAll('main > section')];
const shown = () => entries.filter((entry) => !entry.hidden);

function search() {
  const words = input.value.toLowerCase().split(/\\s+/).filter((word) => word !== '');
  for (const entry of entries) entry.hidden = !words.every((word) => entry.dataset.words.includes(word));
  for (const section of sections) {
    const own = [...section.querySelectorAll('details[data-words]')];
    section.hidden = words.length > 0 && !own.some((entry) => !entry.hidden);
  }
  found.textContent = words.length === 0 ? '' : shown().length + ' found';
}

function openTarget() {
  const target = location.hash === '' ? null : document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target === null) return;
  // A link leads there, whatever is searched for.
  if (target.closest('[hidden]') !== null) {
    input.value = '';
    search();
  }
  if (target instanceof HTMLDetailsElement) target.open = true;
  target.scrollIntoView();
}

function step(by) {
  const list = shown().map((entry) => entry.querySelector('summary'));
  const at = list.indexOf(document.activeElement);
  const next = at === -1 ? (by > 0 ? 0 : -1) : at + by;
  if (next < 0) input.focus();
  else list[Math.min(next, list.length - 1)]?.focus();
}

input.addEventListener('input', search);
document.addEventListener('keydown', (event) => {
  const isTyping = document.activeElement === input;
  if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    input.focus();
    input.select();
  } else if (event.key === 'Escape' && input.value !== '') {
    input.value = '';
    search();
    input.focus();
  } else if (event.key === 'Enter' && isTyping) {
    event.preventDefault();
    step(1);
  } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    if (!isTyping && document.activeElement?.tagName !== 'SUMMARY') return;
    event.preventDefault();
    step(event.key === 'ArrowDown' ? 1 : -1);
  }
});
addEventListener('hashchange', openTarget);
search();
openTarget();
`;
