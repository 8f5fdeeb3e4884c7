import { withoutHidden } from '#shared/hidden-characters.ts';
import { endingsOf } from './shown-types.ts';

// The name under which a stranger's file is saved. Type and ending must agree (CVE-2025-30401: shown by one, opened by
// the other), nothing in it is hidden, and it is a plain name on every system.

const longest = 120;
/** Windows devices: a file of such a name can't be made, whatever its ending. */
const device = /^(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)$/i;
/** `fallback` when the sender gave no name, e.g. `Photo`. The answer never has a folder in it and always an ending. */
export function fileNameFor(sent: string | null, type: string, fallback: string): string {
  const last = (sent ?? '').slice(0, 5000).toWellFormed().split(/[/\\]/u).at(-1) ?? '';
  const plain = withoutHidden(last)
    .replace(/[<>:"|?*]/gu, '_')
    .replace(/^[\s.~-]+|[\s.]+$/gu, '');
  const dot = plain.lastIndexOf('.');
  const base = dot > 0 ? plain.slice(0, dot) : plain;
  const ending = dot > 0 ? plain.slice(dot + 1).toLowerCase() : '';
  const fitting = endingsOf(type);
  const kept = fitting.includes(ending) ? ending : (fitting[0] ?? 'bin');
  // `invoice.pdf.exe` that is a PDF stays readable as what it was called, and ends as what it is.
  const stem = ending === '' || ending === kept || fitting.includes(ending) ? base : plain;
  const short = Array.from(stem)
    .slice(0, longest)
    .join('')
    .replace(/[\s.]+$/u, '');
  const named = short === '' ? fallback : short;
  const [first = ''] = named.split('.');
  return `${device.test(first.trim()) ? `_${named}` : named}.${kept}`;
}
