import { closesAt, laterClosing } from '#shared/service-window.ts';
import type { BusinessNumber } from '../company/company.ts';
import type { Customer } from '../customers/directory.ts';
import type { Clock } from '../engine/clock.ts';
import type { Ledger } from '../engine/ledger.ts';
import type { MetaIds } from '../engine/meta-ids.ts';
import type { FaultSwitches } from '../faults/faults.ts';
import { toInboundValue } from '../webhooks/message-values.ts';
import type { Update } from '../webhooks/update.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';
import type { PhoneMessage, Threads } from './threads.ts';

export interface InboundMessage {
  type: string;
  /** What stands under `type` in the webhook. */
  content: unknown;
  /** Epoch ms; the clock's now unless given. */
  at?: number;
  /** Given for an imported past; a new one otherwise. */
  wamid?: string;
  replyTo?: string;
  /** `context` as in the webhook, instead of the one made from `replyTo`. */
  context?: object;
  /** Other keys of the webhook message, put in as they are. */
  extra?: Record<string, unknown>;
}

/** Customers' messages: onto the phone, into the window, out as webhooks. */
export interface Inbound {
  /** Writes and emits. */
  receive(number: BusinessNumber, customer: Customer, message: InboundMessage): PhoneMessage;
  /** Writes, and hands the webhook update to the caller to emit. */
  prepare(
    number: BusinessNumber,
    customer: Customer,
    message: InboundMessage,
  ): { message: PhoneMessage; update: Update };
}

export function createInbound(parts: {
  clock: Clock;
  ids: MetaIds;
  ledger: Ledger;
  faults: FaultSwitches;
  threads: Threads;
  webhooks: Webhooks;
}): Inbound {
  const prepare: Inbound['prepare'] = (number, customer, input) => {
    const at = input.at ?? parts.clock.now();
    const thread = parts.threads.open(number, customer);
    const message: PhoneMessage = {
      wamid: input.wamid ?? parts.ids.inboundWamid(customer.waId),
      direction: 'inbound',
      at,
      type: input.type,
      content: input.content,
      replyTo: input.replyTo ?? null,
      delivery: 'delivered',
      reaction: null,
    };
    thread.windowClosesAt = laterClosing(thread.windowClosesAt, closesAt(at));

    const timestamp = Math.floor(at / 1000);
    const context =
      input.context ?? (input.replyTo === undefined ? undefined : quote(parts.threads, number, input.replyTo));
    const update: Update = {
      wabaId: number.wabaId,
      field: 'messages',
      value: toInboundValue(number, customer, {
        wamid: message.wamid,
        timestamp,
        type: input.type,
        content: input.content,
        ...(context ? { context } : {}),
        ...(input.extra ? { extra: input.extra } : {}),
      }),
      lane: `${number.id}/${customer.waId}`,
      wamids: [message.wamid],
    };
    parts.ledger.record('inbound', {
      at: parts.clock.now(),
      wamid: message.wamid,
      phoneNumberId: number.id,
      waId: customer.waId,
      type: input.type,
      body: input.content,
      timestamp,
    });
    // A reaction is no bubble of its own.
    if (input.type === 'reaction') parts.threads.react(input.content);
    else parts.threads.show(thread, message);
    return { message, update };
  };

  return {
    prepare,
    receive(number, customer, input) {
      const { message, update } = prepare(number, customer, input);
      for (let copy = 0; copy < parts.faults.current().inboundCopies; copy++) parts.webhooks.emit(update);
      return message;
    },
  };
}

function quote(threads: Threads, number: BusinessNumber, wamid: string): object {
  const quoted = threads.message(wamid);
  const from = quoted?.message.direction === 'inbound' ? quoted.thread.customer.waId : number.digits;
  return { from, id: wamid };
}
