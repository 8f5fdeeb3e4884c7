import type { RestResponse } from '#shared/wire/rest.ts';
import { api } from '../../api.ts';

export type Verdict = RestResponse<'verifyAudit'>;

/** So many parts show that it goes on, and cost next to nothing. */
const parts = 20;
const leastPart = 1000;

/** Has the server read the whole chain, part by part. `onProgress`: how far it has come, 0 to 1. */
export async function verifyChain(onProgress: (share: number) => void): Promise<Verdict> {
  let atLeast = leastPart;
  let from = { after: 0, hash: '' };
  for (;;) {
    // The answer of this very route, as the contract of calls can't say.
    const answer: unknown = await api.admin.act({
      route: 'verifyAudit',
      input: { query: { ...from, atLeast } },
    });
    const verdict = answer as Verdict;
    if (verdict.isWhole || verdict.fault !== null) return verdict;
    onProgress(verdict.total === 0 ? 1 : verdict.seq / verdict.total);
    from = { after: verdict.seq, hash: verdict.hash };
    atLeast = Math.max(leastPart, Math.ceil(verdict.total / parts));
  }
}
