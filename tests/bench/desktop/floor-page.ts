// A bare React list: what showing fifty rows of text costs by itself. Runs in the browser.
import { createElement, useState } from 'react';
import { createRoot } from 'react-dom/client';

const rows = Array.from(
  { length: 50 },
  (_, row) => `${row}: a line of text that is about as long as a message often is`,
);

function List() {
  const [shown, setShown] = useState(0);
  const button = createElement('button', { onClick: () => setShown(shown + 1) }, 'Next');
  const items = rows.map((text) => createElement('li', { key: `${shown}/${text}` }, text));
  return createElement('main', { 'data-shown': shown }, button, createElement('ul', null, items));
}

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(createElement(List));
