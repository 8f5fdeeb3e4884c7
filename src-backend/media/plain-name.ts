/** A file's name as a stranger chose it: no folders, nothing that hides or turns its ending around; null when nothing is left. */
export function plainName(name: string): string | null {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  // oxlint-disable-next-line no-control-regex -- these are what is to be removed
  const visible = last.replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '').trim();
  return visible.replace(/^\.+/, '').toWellFormed().slice(0, 240).toWellFormed() || null;
}
