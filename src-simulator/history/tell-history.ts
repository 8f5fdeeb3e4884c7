import type { BusinessNumber } from '../company/company.ts';
import { serviceWindow } from '#shared/service-window.ts';
import type { Simulator } from '../simulator.ts';
import type { Update } from '../webhooks/update.ts';
import { toHistoryUpdates } from './history-updates.ts';
import { planHistory, type PastThread } from './plan-history.ts';

export interface HistoryReport {
  threads: number;
  messages: number;
  /** Customers' messages, sent as `messages` webhooks with past times. */
  inbound: number;
  /** The business's, sent in `history` webhooks. */
  outbound: number;
  historyWebhooks: number;
  /** Threads in which free text may be sent now. */
  openWindows: number;
}

export interface History {
  report: HistoryReport;
  /** To be delivered in this order: customers first, so that whoever reads a chunk of history knows them. */
  inbound: Update[];
  outbound: Update[];
}

/** Puts a believable past on the customers' phones and gives the webhooks that tell it. */
export function createHistory(
  simulator: Simulator,
  request: {
    numbers: readonly BusinessNumber[];
    days: number;
    messagesPerCustomer: number;
    chunkMessages: number;
    chunkBytes: number;
  },
): History {
  const now = simulator.clock.now();
  const past = planHistory(simulator.options.seed, { ...request, customers: simulator.directory.named(), now });
  const inbound: Update[] = [];
  for (const thread of past) {
    for (const message of thread.messages) {
      if (message.isCustomer) {
        const { update } = simulator.inbound.prepare(thread.number, thread.customer, {
          type: 'text',
          content: { body: message.text },
          at: message.at,
          wamid: message.wamid,
        });
        if (update) inbound.push({ ...update, isBulk: true });
      } else {
        showAnswer(simulator, thread, message);
      }
    }
  }
  const outbound = toHistoryUpdates(past, now, { messages: request.chunkMessages, bytes: request.chunkBytes });
  const count = (isCustomer: boolean): number =>
    past.reduce(
      (sum, thread) => sum + thread.messages.filter((message) => message.isCustomer === isCustomer).length,
      0,
    );
  return {
    inbound,
    outbound,
    report: {
      threads: past.length,
      messages: count(true) + count(false),
      inbound: count(true),
      outbound: count(false),
      historyWebhooks: outbound.length,
      openWindows: past.filter((thread) => isOpen(simulator, thread, now)).length,
    },
  };
}

function showAnswer(simulator: Simulator, past: PastThread, message: PastThread['messages'][number]): void {
  const thread = simulator.threads.open(past.number, past.customer);
  simulator.ledger.record('history', {
    at: simulator.clock.now(),
    wamid: message.wamid,
    phoneNumberId: past.number.id,
    waId: past.customer.waId,
  });
  // What was answered had been read.
  for (const earlier of thread.messages) if (earlier.direction === 'inbound') earlier.delivery = 'read';
  simulator.threads.show(thread, {
    wamid: message.wamid,
    direction: 'outbound',
    at: message.at,
    type: 'text',
    content: { body: message.text },
    replyTo: null,
    delivery: 'read',
    reaction: null,
  });
}

function isOpen(simulator: Simulator, past: PastThread, now: number): boolean {
  const thread = simulator.threads.find(past.number, past.customer);
  return serviceWindow(thread?.windowClosesAt ?? null, now, 0).state === 'open';
}
