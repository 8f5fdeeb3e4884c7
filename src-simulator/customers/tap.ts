import { ControlError } from '../control/control-error.ts';
import type { BusinessNumber } from '../company/company.ts';
import { toBody } from '../phone/body/to-body.ts';
import { toTapped } from '../phone/taps.ts';
import type { Action, Body, Tap } from '../phone/wire-body.ts';
import type { InboundMessage } from '../threads/inbound.ts';
import type { ComposeParts } from './compose.ts';
import type { Customer } from './directory.ts';
import type { MessageKind } from './message-kinds.ts';

type TapAct = Extract<MessageKind, { kind: 'tap' }>;

/** What the phone sends when the customer taps on a message of the business; null for what stays on the phone. */
export function toTap(
  parts: ComposeParts,
  number: BusinessNumber,
  customer: Customer,
  act: TapAct,
): InboundMessage | null {
  const found = parts.threads.message(act.messageId);
  const isTheirs = found?.message.direction === 'outbound' && found.thread.customer === customer;
  if (!isTheirs || found.thread.number.id !== number.id) {
    throw new ControlError(404, 'not_found', `${act.messageId} is no message of this number to this customer`);
  }
  const body = toBody(found.message, { media: parts.media, number });
  const { action, tap } = locate(body, act);
  if (action.kind === 'location') return { type: 'location', content: here, replyTo: act.messageId };
  if (action.kind === 'products') {
    const product = action.sections[0]?.products[0];
    if (!product) throw new ControlError(404, 'not_found', 'There is no product in it');
    const { id: product_retailer_id, price: item_price, currency, catalogId: catalog_id } = product;
    const items = [{ product_retailer_id, quantity: 1, item_price, currency }];
    return { type: 'order', content: { catalog_id, text: '', product_items: items }, replyTo: act.messageId };
  }
  const rowId = action.kind === 'list' ? (act.rowId ?? action.sections[0]?.rows[0]?.id) : undefined;
  const full = { ...tap, rowId, answers: act.answers, isAccepted: act.isAccepted ?? true };
  return toTapped({ wamid: act.messageId, body, customer, now: parts.now }, full);
}

/** Whether there is anything to tap in a message. */
export function hasActions(body: Body): boolean {
  return body.kind === 'card' && [body, ...body.cards].some(({ actions }) => actions.length > 0);
}

function locate(body: Body, act: TapAct): { action: Action; tap: Tap } {
  const places =
    body.kind !== 'card'
      ? []
      : [body, ...body.cards].flatMap((card, index) =>
          card.actions.map((action, position) => ({
            action,
            tap: { card: index === 0 ? null : index - 1, action: position },
          })),
        );
  const place = places.find(({ action, tap }) =>
    act.label === undefined ? tap.card === act.card && tap.action === act.action : action.label === act.label,
  );
  if (place) return place;
  const labels = places.map(({ action }) => action.label).join(', ');
  throw new ControlError(404, 'not_found', `There is nothing like that to tap; there is: ${labels}`);
}

const here = { latitude: 52.520008, longitude: 13.404954 };
