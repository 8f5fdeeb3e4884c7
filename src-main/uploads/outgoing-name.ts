import { endingsOf } from '../media/shown-types.ts';

/** The server refuses a name whose ending says something else than the bytes: such an ending is put right. */
export function outgoingName(given: string, type: string): string {
  const name = given.split(/[/\\]/u).at(-1)?.trim() || 'file';
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
  const [usual, ...others] = endingsOf(type);
  // Of what has no usual ending, or may have any, the person's own word counts.
  const isFree = usual === undefined || type === 'text/plain' || type === 'application/zip';
  const fits = isFree || ending === usual || others.includes(ending);
  return (fits ? name : `${dot > 0 ? name.slice(0, dot) : name}.${usual}`).slice(-240);
}
