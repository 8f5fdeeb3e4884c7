import { createRing, type Ring } from './ring.ts';

/** A send that was accepted with HTTP 200 semantics, whether or not the answer ever reached the sender. */
export interface AcceptedSend {
  seq: number;
  /** Epoch milliseconds of the simulator's clock, in every record. */
  receivedAt: number;
  wamid: string;
  phoneNumberId: string;
  /** As the sender wrote it. */
  to: string;
  /** Whom it reached; null when nobody has that number. */
  waId: string | null;
  type: string;
  /** The text, or the object of any other type. */
  body: unknown;
  contextMessageId: string | null;
  bizOpaqueCallbackData: string | null;
}

/** A webhook event of a customer's message, counted once however often it was delivered. */
export interface EmittedInbound {
  seq: number;
  at: number;
  wamid: string;
  phoneNumberId: string;
  waId: string;
  type: string;
  body: unknown;
  /** Unix seconds as in the webhook. */
  timestamp: number;
}

export interface EmittedStatus {
  seq: number;
  at: number;
  wamid: string;
  status: string;
  /** Of a failed message. */
  errorCode: number | null;
}

/** A read receipt (with or without typing bubble) that the business sent. */
export interface ReceivedReceipt {
  seq: number;
  at: number;
  wamid: string;
  typing: boolean;
}

/** A past message that went out in a `history` webhook. */
export interface EmittedHistory {
  seq: number;
  at: number;
  wamid: string;
  phoneNumberId: string;
  waId: string;
}

/** An update of any field but `messages`, whose records are `inbound` and `statuses`. Counted once, whatever faults do. */
export interface EmittedWebhook {
  seq: number;
  at: number;
  wabaId: string;
  field: string;
  /** As sent; null when it is longer than 16 kB. */
  value: object | null;
  wamids: readonly string[];
}

/** One POST to a subscriber. */
export interface WebhookDelivery {
  seq: number;
  at: number;
  url: string;
  /** 1 for the first try. */
  attempt: number;
  /** HTTP status, or why there was none. */
  answer: number | 'timeout' | 'unreachable';
  /** wamids of what it carried, in order. */
  wamids: readonly string[];
}

/** A call that changed something at Graph; sends and receipts have records of their own. */
export interface AcceptedChange {
  seq: number;
  at: number;
  method: string;
  path: string;
}

/** A call that Graph refused. */
export interface RefusedCall {
  seq: number;
  at: number;
  method: string;
  path: string;
  code: number;
}

export interface LedgerRecords {
  sends: AcceptedSend;
  inbound: EmittedInbound;
  statuses: EmittedStatus;
  history: EmittedHistory;
  receipts: ReceivedReceipt;
  webhooks: EmittedWebhook;
  deliveries: WebhookDelivery;
  changes: AcceptedChange;
  refusals: RefusedCall;
}

export type LedgerKind = keyof LedgerRecords;
export const ledgerKinds = [
  'sends',
  'inbound',
  'statuses',
  'history',
  'receipts',
  'webhooks',
  'deliveries',
  'changes',
  'refusals',
] as const satisfies readonly LedgerKind[];

/** What a test compares with: everything accepted and emitted, in order, the newest `capacity` records of each kind. */
export interface Ledger {
  record<K extends LedgerKind>(kind: K, record: Omit<LedgerRecords[K], 'seq'>): void;
  /** Number of the newest record. */
  seq(): number;
  /** Records above `since`, at most `limit` of each kind; complete up to and including `upTo`. */
  read(since: number, limit: number): { upTo: number; records: { [K in LedgerKind]: LedgerRecords[K][] } };
  counts(): Record<LedgerKind, number>;
  /** Records forgotten because a ring was full. */
  dropped(): Record<LedgerKind, number>;
}

export function createLedger(capacity: number): Ledger {
  let seq = 0;
  const rings: { [K in LedgerKind]: Ring<LedgerRecords[K]> } = {
    sends: createRing(capacity),
    inbound: createRing(capacity),
    statuses: createRing(capacity),
    history: createRing(capacity),
    receipts: createRing(capacity),
    // Each may hold a whole payload.
    webhooks: createRing(Math.min(capacity, 10_000)),
    deliveries: createRing(capacity),
    changes: createRing(capacity),
    refusals: createRing(capacity),
  };
  const tally = (of: (ring: Ring<{ seq: number }>) => number): Record<LedgerKind, number> => ({
    sends: of(ringOf('sends')),
    inbound: of(ringOf('inbound')),
    statuses: of(ringOf('statuses')),
    history: of(ringOf('history')),
    receipts: of(ringOf('receipts')),
    webhooks: of(ringOf('webhooks')),
    deliveries: of(ringOf('deliveries')),
    changes: of(ringOf('changes')),
    refusals: of(ringOf('refusals')),
  });
  // Reading a count needs nothing of the record's type.
  const ringOf = (kind: LedgerKind): Ring<{ seq: number }> => rings[kind] as unknown as Ring<{ seq: number }>;

  return {
    record(kind, record) {
      seq++;
      // TypeScript does not follow the key through the union of rings.
      (rings[kind] as unknown as Ring<{ seq: number }>).push({ seq, ...record });
    },
    seq: () => seq,
    read(since, limit) {
      const cuts = ledgerKinds.flatMap((kind) => {
        const found = ringOf(kind).since(since, limit);
        return found.length === limit ? [found.at(-1)?.seq ?? seq] : [];
      });
      const upTo = Math.min(seq, ...cuts);
      const read = <T extends { seq: number }>(ring: Ring<T>): T[] =>
        ring.since(since, limit).filter((record) => record.seq <= upTo);
      return {
        upTo,
        records: {
          sends: read(rings.sends),
          inbound: read(rings.inbound),
          statuses: read(rings.statuses),
          history: read(rings.history),
          receipts: read(rings.receipts),
          webhooks: read(rings.webhooks),
          deliveries: read(rings.deliveries),
          changes: read(rings.changes),
          refusals: read(rings.refusals),
        },
      };
    },
    counts: () => tally((ring) => ring.total()),
    dropped: () => tally((ring) => ring.dropped()),
  };
}
