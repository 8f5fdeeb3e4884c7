import { ControlError } from '../control/control-error.ts';
import type { Customer } from '../customers/directory.ts';
import type { InboundMessage } from '../threads/inbound.ts';
import type { Action, Body, Tap } from './wire-body.ts';

/** A call permission that is not for good holds so long. */
const permissionMs = 7 * 24 * 3_600_000;

export interface TapContext {
  /** The message that was tapped on. */
  wamid: string;
  body: Body;
  customer: Customer;
  /** Epoch ms. */
  now: number;
}

/** The action a tap is on; throws 404 when the message has none there. */
function findAction(body: Body, tap: Tap): Action {
  const card = body.kind !== 'card' ? undefined : tap.card === null ? body : body.cards[tap.card];
  const action = card?.actions[tap.action];
  if (action) return action;
  throw new ControlError(404, 'not_found', 'There is nothing to tap there');
}

/** What the customer's phone sends when `tap` is done; null for what stays on the phone (a link, a code, a catalogue). */
export function toTapped(context: TapContext, tap: Tap): InboundMessage | null {
  const action = findAction(context.body, tap);
  const replyTo = context.wamid;
  switch (action.kind) {
    case 'reply':
      return interactive({ type: 'button_reply', button_reply: { id: action.id, title: action.label } }, replyTo);
    case 'quick-reply':
      return { type: 'button', content: { payload: action.payload, text: action.label }, replyTo };
    case 'list': {
      const row = action.sections.flatMap(({ rows }) => rows).find(({ id }) => id === tap.rowId);
      if (!row) throw new ControlError(404, 'not_found', `The list has no row ${tap.rowId ?? ''}`);
      const { id, title, description } = row;
      const reply = { id, title, ...(description === '' ? {} : { description }) };
      return interactive({ type: 'list_reply', list_reply: reply }, replyTo);
    }
    case 'form':
      return interactive({ type: 'nfm_reply', nfm_reply: toFormReply(action, tap.answers ?? {}) }, replyTo);
    case 'contact':
      return { type: 'contacts', content: [toOwnCard(context.customer)], replyTo };
    case 'call-permission': {
      const isAccepted = tap.isAccepted === true;
      const reply = {
        response: isAccepted ? 'accept' : 'reject',
        ...(isAccepted
          ? { is_permanent: false, expiration_timestamp: String(Math.floor((context.now + permissionMs) / 1000)) }
          : {}),
        response_source: 'user_action',
      };
      return interactive({ type: 'call_permission_reply', call_permission_reply: reply }, replyTo);
    }
    // The place is sent by the composer, which asks which one.
    case 'location':
    case 'url':
    case 'phone':
    case 'copy':
    case 'products':
    case 'call':
      return null;
  }
}

function interactive(content: object, replyTo: string): InboundMessage {
  return { type: 'interactive', content, replyTo };
}

function toFormReply(action: Extract<Action, { kind: 'form' }>, answers: Record<string, string | boolean>): object {
  const known = Object.fromEntries(
    action.fields.map(({ name, type }) => [name, answers[name] ?? (type === 'check' ? false : '')]),
  );
  const response =
    action.name === 'flow'
      ? { ...known, ...(action.token === null ? {} : { flow_token: action.token }) }
      : { values: known };
  return { response_json: JSON.stringify(response), body: 'Sent', name: action.name };
}

/** The customer's own card, as only the answer to a request is: number of their own, no vcard. */
export function toOwnCard(customer: Customer): object {
  const [first = customer.name, ...rest] = customer.name.split(/\s+/);
  return {
    origin: 'contact_request',
    name: {
      formatted_name: customer.name,
      first_name: first,
      ...(rest.length > 0 ? { last_name: rest.join(' ') } : {}),
    },
    phones: [{ phone: `+${customer.waId}`, wa_id: customer.waId, type: 'MOBILE' }],
  };
}
