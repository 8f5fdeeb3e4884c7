import type { DraftMode } from '#shared/inbox.ts';

/** Typed signs that open a list of suggestions: `/order`, `{{cont`, `:smi`, and `@ann` in notes. */
export type TriggerKind = 'quickReply' | 'variable' | 'emoji' | 'mention';

export interface Trigger {
  kind: TriggerKind;
  query: string;
  /** What the chosen one replaces: from its sign to the cursor. */
  start: number;
  end: number;
}

const patterns: readonly { kind: TriggerKind; pattern: RegExp; modes: readonly DraftMode[] }[] = [
  { kind: 'variable', pattern: /\{\{([^{}\n]{0,40})$/u, modes: ['reply'] },
  { kind: 'quickReply', pattern: /(?<=^|\s)\/([\p{L}\p{N}_-]{0,40})$/u, modes: ['reply'] },
  // Two letters at least: `:)` and `10:30` mean themselves.
  { kind: 'emoji', pattern: /(?<=^|[^\p{L}\p{N}:]):([\p{L}][\p{L}\p{N}_+-]{1,30})$/u, modes: ['reply', 'note'] },
  {
    kind: 'mention',
    pattern: /(?<=^|[^\p{L}\p{N}])@([\p{L}\p{M}\p{N}.'-]*(?: [\p{L}\p{M}\p{N}.'-]*){0,2})$/u,
    modes: ['note'],
  },
];

/** What is being asked for at the cursor; null when it is only text. */
export function triggerAt(text: string, cursor: number, mode: DraftMode): Trigger | null {
  // Nothing that is asked for is longer.
  const before = text.slice(Math.max(0, cursor - 80), cursor);
  for (const { kind, pattern, modes } of patterns) {
    if (!modes.includes(mode)) continue;
    const match = pattern.exec(before);
    if (match === null) continue;
    return { kind, query: match[1] ?? '', start: cursor - match[0].length, end: cursor };
  }
  return null;
}
