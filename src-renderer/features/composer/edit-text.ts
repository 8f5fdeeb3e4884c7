/**
 * Puts text into the field as if it had been typed: the field's own undo (mod+Z) knows it, and React hears of it.
 * `setRangeText` would empty the undo stack.
 */
export function editText(field: HTMLTextAreaElement, range: { start: number; end: number }, text: string): void {
  field.focus();
  field.setSelectionRange(range.start, range.end);
  // Deprecated, but nothing else writes into the undo stack, and every Chromium has it.
  const isDone = text === '' ? document.execCommand('delete') : document.execCommand('insertText', false, text);
  if (isDone) return;
  field.setRangeText(text, range.start, range.end, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
