import { windowMs } from '#shared/service-window.ts';
import type { Clock } from '../engine/clock.ts';
import type { Ledger } from '../engine/ledger.ts';
import type { FaultSwitches } from '../faults/faults.ts';
import { errorTable } from '../graph/error-table.ts';
import { toStatusValue } from '../webhooks/message-values.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';
import type { OutboundMessage, Status } from './outbound-message.ts';

/** `at` defaults to now, epoch ms; `onDelivered` is called once the webhook has been answered 200. */
export type EmitStatus = (
  outbound: OutboundMessage,
  status: Status,
  facts?: { at?: number; errorCode?: number; onDelivered?: (() => void) | undefined },
) => void;

/** Tells subscribers of a message's new status, as often as the faults say. */
export function createStatusWebhooks(parts: {
  clock: Clock;
  ledger: Ledger;
  faults: FaultSwitches;
  webhooks: Webhooks;
}): EmitStatus {
  return (outbound, status, facts = {}) => {
    const at = facts.at ?? parts.clock.now();
    const { number, request } = outbound;
    parts.ledger.record('statuses', {
      at,
      wamid: outbound.wamid,
      status,
      errorCode: facts.errorCode ?? null,
    });
    const value = toStatusValue(
      number,
      { waId: request.recipientId, customer: request.customer },
      {
        wamid: outbound.wamid,
        status,
        timestamp: Math.floor(at / 1000),
        bizOpaqueCallbackData: request.bizOpaqueCallbackData,
        pricing: status === 'sent' || status === 'delivered' ? servicePricing : null,
        conversation: request.version < 24 && status !== 'failed' ? conversationOf(outbound, status, at) : null,
        error: facts.errorCode === undefined ? null : toWebhookError(facts.errorCode),
      },
    );
    for (let copy = 0; copy < parts.faults.current().statusCopies; copy++) {
      parts.webhooks.emit({
        wabaId: number.wabaId,
        field: 'messages',
        value,
        lane: `${number.id}/${request.recipientId}`,
        wamids: [outbound.wamid],
        ...(facts.onDelivered && copy === 0 ? { onDelivered: facts.onDelivered } : {}),
      });
    }
  };
}

// Since October 2026 service messages are charged like the others.
const servicePricing = { billable: true, pricing_model: 'PMP', type: 'regular', category: 'service' };

function conversationOf(outbound: OutboundMessage, status: Status, at: number): object {
  // The example recipients' window never closes; to the outside it is as long as any.
  const closes = Math.min(outbound.thread?.windowClosesAt ?? at, at + windowMs);
  return {
    id: outbound.conversationId,
    ...(status === 'sent' ? { expiration_timestamp: String(Math.floor(closes / 1000)) } : {}),
    origin: { type: 'service' },
  };
}

/** Meta's error as webhooks carry it. */
function toWebhookError(code: number): object {
  const title = errorTable[code]?.title ?? 'Unknown error';
  return {
    code,
    title,
    message: title,
    error_data: { details: errorTable[code]?.details ?? title },
    href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
  };
}
