import type { Clock } from '../engine/clock.ts';
import type { Ledger } from '../engine/ledger.ts';
import type { FaultSwitches } from '../faults/faults.ts';
import { errorTable } from '../graph/error-table.ts';
import { toStatusValue } from '../webhooks/message-values.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';
import type { Failure, OutboundMessage, Status } from './outbound-message.ts';
import type { Prices } from './outbound-price.ts';

/** `at` defaults to now, epoch ms; `onDelivered` is called once the webhook has been answered 200. */
export type EmitStatus = (
  outbound: OutboundMessage,
  status: Status,
  facts?: { at?: number; failure?: Failure; onDelivered?: (() => void) | undefined },
) => void;

/** Tells subscribers of a message's new status, as often as the faults say. */
export function createStatusWebhooks(parts: {
  clock: Clock;
  ledger: Ledger;
  faults: FaultSwitches;
  webhooks: Webhooks;
  prices: Prices;
}): EmitStatus {
  /** `sent` tells the price, and whichever of `delivered` and `read` comes first. */
  const takePrice = (outbound: OutboundMessage, status: Status, at: number): object | null => {
    if (status === 'sent') return parts.prices.of(outbound, at);
    if ((status !== 'delivered' && status !== 'read') || outbound.isPriceTold) return null;
    outbound.isPriceTold = true;
    return parts.prices.of(outbound, at);
  };

  return (outbound, status, facts = {}) => {
    const at = facts.at ?? parts.clock.now();
    const { number, request } = outbound;
    const { customer } = request;
    parts.ledger.record('statuses', {
      at,
      wamid: outbound.wamid,
      status,
      errorCode: facts.failure?.code ?? null,
    });
    const { statusCopies, dropStatuses } = parts.faults.current();
    if (dropStatuses.includes(status)) {
      facts.onDelivered?.();
      return;
    }
    const value = toStatusValue(
      number,
      { waId: customer?.waId ?? request.recipientId, customer, isUserId: request.isUserId === true },
      {
        wamid: outbound.wamid,
        status,
        timestamp: Math.floor(at / 1000),
        bizOpaqueCallbackData: request.bizOpaqueCallbackData,
        pricing: takePrice(outbound, status, at),
        conversation: parts.prices.conversationOf(outbound, status, at),
        error: facts.failure === undefined ? null : toWebhookError(facts.failure),
      },
    );
    for (let copy = 0; copy < statusCopies; copy++) {
      parts.webhooks.emit({
        wabaId: number.wabaId,
        field: 'messages',
        value,
        lane: `${number.id}/${customer?.key ?? request.recipientId}`,
        wamids: [outbound.wamid],
        ...(facts.onDelivered && copy === 0 ? { onDelivered: facts.onDelivered } : {}),
      });
    }
  };
}

/** Meta's error as webhooks carry it. */
function toWebhookError({ code, details }: Failure): object {
  const title = errorTable[code]?.title ?? 'Unknown error';
  return {
    code,
    title,
    message: title,
    error_data: { details: details ?? errorTable[code]?.details ?? title },
    href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
  };
}
