const order = ['rail', 'search', 'list', 'thread', 'composer', 'contact', 'settings', 'toasts'];
const focusable = 'textarea, input, [tabindex="0"], button:not([disabled]):not([tabindex="-1"])';

/** Moves the focus to the next (or previous) pane that is on screen. */
export function cyclePanes(steps: 1 | -1): void {
  const panes = order
    .map((name) => document.querySelector<HTMLElement>(`[data-pane="${name}"]:not([inert] *)`))
    .filter((pane) => pane !== null && pane.checkVisibility());
  const active = document.activeElement;
  // The composer lies inside the thread: the innermost pane is the one that has the focus.
  const at = panes.findLastIndex((pane) => pane?.contains(active));
  const from = at === -1 && steps === -1 ? 0 : at;
  focusPane(panes[(from + steps + panes.length) % panes.length] ?? null);
}

function focusPane(pane: HTMLElement | null): void {
  const target =
    pane?.dataset['pane'] === 'list'
      ? pane.querySelector<HTMLElement>('[role="listitem"] [tabindex="0"]')
      : pane?.dataset['pane'] === 'thread'
        ? pane.querySelector<HTMLElement>('[role="log"]')
        : null;
  (target ?? pane?.querySelector<HTMLElement>(focusable))?.focus();
}
