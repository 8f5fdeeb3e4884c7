import type { Clock } from '../engine/clock.ts';
import type { Ledger } from '../engine/ledger.ts';
import type { PostAnswer, Poster } from './post.ts';
import { toWebhookBytes } from './signature.ts';
import type { Subscriber } from './subscriptions.ts';
import { toPayload, type Update } from './update.ts';

export interface DeliveryOptions {
  /** Most updates in one POST. */
  batchSize: number;
  /** Factor on the gaps between tries; 1 is Meta's pace. */
  retryScale: number;
  /** Updates waiting for one subscriber before new ones are dropped. */
  capacity: number;
}

export interface TargetCounts {
  waiting: number;
  retrying: number;
  /** Lost because the queue was full. */
  dropped: number;
  /** Given up after the last retry. */
  abandoned: number;
}

/** A subscriber's queue. At least once: the same bytes again until it answers 200 or a week has passed. */
export interface Target {
  url: string;
  push(update: Update): void;
  /** Goes on after an outage. */
  kick(): void;
  counts(): TargetCounts;
}

interface Parcel {
  body: Buffer;
  /** null: sent without one, which is a fault. */
  signature: string | null;
  updates: readonly Update[];
  /** Tries made. */
  attempts: number;
}

interface Lane {
  fresh: Update[];
  again: Parcel[];
  isBusy: boolean;
}

/** Gaps before try 2, 3, …: at once, then growing; the last is repeated until a week has passed. */
const gapsMs = [0, 1000, 2000, 5000, 10_000, 30_000, 60_000, 300_000, 900_000, 3_600_000];
const hoursInWeek = 168;
const mostAttempts = gapsMs.length + hoursInWeek;
const laneCount = 8;
const bulkSize = 100;
/** Meta's limit for one POST. */
const mostBytes = 3_000_000;

export interface TargetParts {
  clock: Clock;
  ledger: Ledger;
  poster: Poster;
  /** Nothing may be sent just now. */
  isHeld: () => boolean;
  /** Signs a body, with whatever is wrong with signatures just now. */
  sign: (appSecret: string, body: Buffer) => string | null;
  /** Waits for its turn where POSTs go out one at a time; undefined where they need not. */
  turn: () => Promise<() => void> | undefined;
  /** Called whenever fewer updates wait. */
  onProgress: () => void;
}

/** A queue for one URL, signed with the secret of one app. */
export function createTarget(subscriber: Subscriber, options: DeliveryOptions, parts: TargetParts): Target {
  const { url, appSecret } = subscriber;
  const lanes: Lane[] = Array.from({ length: laneCount }, () => ({ fresh: [], again: [], isBusy: false }));
  let waiting = 0;
  let retrying = 0;
  let dropped = 0;
  let abandoned = 0;

  const pack = (lane: Lane): Parcel => {
    const mayFill = Math.max(options.batchSize, lane.fresh[0]?.isBulk === true ? bulkSize : 1);
    const isAlike = (update: Update): boolean => options.batchSize > 1 || update.isBulk === true;
    let size = 1;
    while (size < mayFill && size < lane.fresh.length && isAlike(lane.fresh[size]!)) size++;
    let updates = lane.fresh.splice(0, size);
    let body = toWebhookBytes(toPayload(updates));
    while (body.length > mostBytes && updates.length > 1) {
      // What is too much waits for the next POST.
      const half = Math.ceil(updates.length / 2);
      lane.fresh.unshift(...updates.slice(half));
      updates = updates.slice(0, half);
      body = toWebhookBytes(toPayload(updates));
    }
    return { body, signature: parts.sign(appSecret, body), updates, attempts: 0 };
  };

  const post = async (parcel: Parcel): Promise<PostAnswer> => {
    const end = await parts.turn();
    try {
      return await parts.poster.post(
        url,
        {
          'content-type': 'application/json',
          'user-agent': 'facebookexternalua',
          ...(parcel.signature === null ? {} : { 'x-hub-signature-256': parcel.signature }),
        },
        parcel.body,
      );
    } finally {
      end?.();
    }
  };

  const send = async (parcel: Parcel, lane: Lane): Promise<void> => {
    parcel.attempts++;
    const answer = await post(parcel);
    parts.ledger.record('deliveries', {
      at: parts.clock.now(),
      url,
      attempt: parcel.attempts,
      answer,
      wamids: parcel.updates.flatMap((update) => update.wamids),
    });
    if (answer === 200) {
      waiting -= parcel.updates.length;
      for (const update of parcel.updates) update.onDelivered?.();
      parts.onProgress();
      return;
    }
    if (parcel.attempts >= mostAttempts) {
      waiting -= parcel.updates.length;
      abandoned += parcel.updates.length;
      parts.onProgress();
      return;
    }
    const gap = gapsMs[Math.min(parcel.attempts - 1, gapsMs.length - 1)] ?? 0;
    if (gap === 0) {
      lane.again.push(parcel);
      return;
    }
    retrying += parcel.updates.length;
    parts.onProgress();
    parts.clock.after(gap * options.retryScale, () => {
      retrying -= parcel.updates.length;
      lane.again.push(parcel);
      void drain(lane);
    });
  };

  const drain = async (lane: Lane): Promise<void> => {
    if (lane.isBusy) return;
    lane.isBusy = true;
    while ((lane.again.length > 0 || lane.fresh.length > 0) && !parts.isHeld()) {
      await send(lane.again.shift() ?? pack(lane), lane);
    }
    lane.isBusy = false;
  };

  return {
    url,
    push(update) {
      if (waiting >= options.capacity) {
        dropped++;
        return;
      }
      waiting++;
      const lane = lanes[hash(update.lane) % laneCount]!;
      lane.fresh.push(update);
      void drain(lane);
    },
    kick() {
      for (const lane of lanes) void drain(lane);
    },
    counts: () => ({ waiting, retrying, dropped, abandoned }),
  };
}

function hash(text: string): number {
  let value = 0;
  for (let index = 0; index < text.length; index++) value = (value * 31 + text.charCodeAt(index)) >>> 0;
  return value;
}
