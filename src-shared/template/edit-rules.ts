import type { Template } from '../template.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** What Meta lets change of a template that it has. */
export interface EditRules {
  /** Why nothing can be changed now; null when something can. */
  refusal: 'status' | 'today' | 'month' | null;
  /** When it can be changed again, epoch ms; null when it can now, or nobody knows. */
  until: number | null;
  /** Of an approved one the category stays. */
  mayChangeCategory: boolean;
}

/** @param edits when it was changed before, epoch ms, as far as it is known here. Pure. */
export function editRulesOf({ status }: Pick<Template, 'status'>, edits: readonly number[], now: number): EditRules {
  if (!['APPROVED', 'REJECTED', 'PAUSED'].includes(status)) {
    return { refusal: 'status', until: null, mayChangeCategory: false };
  }
  if (status !== 'APPROVED') return { refusal: null, until: null, mayChangeCategory: true };
  const today = edits.filter((at) => now - at < dayMs);
  if (today.length > 0) return { refusal: 'today', until: Math.max(...today) + dayMs, mayChangeCategory: false };
  const month = edits.filter((at) => now - at < 30 * dayMs);
  if (month.length >= 10) return { refusal: 'month', until: Math.min(...month) + 30 * dayMs, mayChangeCategory: false };
  return { refusal: null, until: null, mayChangeCategory: false };
}
