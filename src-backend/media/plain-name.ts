import { withoutHidden } from '#shared/hidden-characters.ts';

/** A file's name as a stranger chose it: no folders, nothing that hides or turns its ending around; null when nothing is left. */
export function plainName(name: string): string | null {
  const last = withoutHidden(name.split(/[/\\]/).at(-1) ?? '').trim();
  return last.replace(/^\.+/, '').toWellFormed().slice(0, 240).toWellFormed() || null;
}
