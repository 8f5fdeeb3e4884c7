import type { Clock } from '../engine/clock.ts';
import type { Ledger } from '../engine/ledger.ts';
import type { Poster } from '../webhooks/post.ts';

export interface Parcel {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: object;
  /** What it speaks of, for the ledger. */
  wamids: readonly string[];
}

/** Posts events one after the other. One that is not taken is tried again later, while others go past it. */
export interface WebhookSender {
  send(parcel: Parcel): void;
}

const mostAttempts = 10;
const firstGapMs = 5000;
const longestGapMs = 300_000;
/** Answers after which trying again would change nothing. */
const finalAnswers: readonly unknown[] = [400, 401, 403, 404, 422];
/** Events waiting for their first try, before new ones are dropped. */
const capacity = 10_000;

/** `retryScale` is a factor on the gaps between tries. */
export function createWebhookSender(parts: {
  clock: Clock;
  ledger: Ledger;
  poster: Poster;
  retryScale: () => number;
}): WebhookSender {
  const waiting: { parcel: Parcel; attempt: number }[] = [];
  let isBusy = false;

  const post = async ({ parcel, attempt }: { parcel: Parcel; attempt: number }): Promise<void> => {
    const { url, headers, body, wamids } = parcel;
    const bytes = Buffer.from(JSON.stringify(body));
    const answer = await parts.poster.post(url, { 'content-type': 'application/json', ...headers }, bytes);
    parts.ledger.record('deliveries', { at: parts.clock.now(), url, attempt, answer, wamids });
    const isTaken = typeof answer === 'number' && answer >= 200 && answer < 300;
    if (isTaken || finalAnswers.includes(answer) || attempt >= mostAttempts) return;
    const gap = Math.min(firstGapMs * 2 ** (attempt - 1), longestGapMs);
    parts.clock.after(gap * parts.retryScale(), () => push({ parcel, attempt: attempt + 1 }));
  };

  const drain = async (): Promise<void> => {
    if (isBusy) return;
    isBusy = true;
    for (let next = waiting.shift(); next; next = waiting.shift()) await post(next);
    isBusy = false;
  };

  const push = (next: { parcel: Parcel; attempt: number }): void => {
    if (waiting.length >= capacity) return;
    waiting.push(next);
    void drain();
  };

  return { send: (parcel) => push({ parcel, attempt: 1 }) };
}
