import type { StatusUpdate, WebhookEvents } from '../inbox/incoming.ts';
import { mapCallStatus } from './map-call.ts';
import { each } from './read-items.ts';
import { ContactItem, listIn, StatusItem, type Value } from './webhook-schema.ts';

// How far messages of ours got.

export function mapStatuses(
  phoneNumberId: string,
  items: readonly unknown[],
  value: Value,
  events: WebhookEvents,
): void {
  for (const item of each(items, StatusItem, 'status', events)) {
    if (item.type === 'call') {
      mapCallStatus(phoneNumberId, item, each(listIn(value, 'contacts'), ContactItem, 'contact', events), events);
    } else {
      events.statuses.push(statusOf(phoneNumberId, item));
    }
  }
}

function statusOf(phoneNumberId: string, item: StatusItem): StatusUpdate {
  const { id, status, timestamp, errors, pricing } = item;
  const error = errors?.[0];
  const update: StatusUpdate = {
    phoneNumberId,
    wamid: id,
    status,
    recipient:
      item.recipient_participant_user_id ??
      item.recipient_participant_id ??
      item.participant_recipient_id ??
      item.recipient_user_id ??
      item.recipient_id ??
      '',
    timestamp,
    opaqueId: item.biz_opaque_callback_data ?? null,
    failure: null,
    pricing:
      pricing === undefined
        ? null
        : // Meta writes the same category in two ways.
          { type: pricing.type ?? null, category: pricing.category?.replaceAll('-', '_') ?? null },
  };
  if (status === 'failed') {
    update.failure = {
      code: error?.code ?? 0,
      title: (error?.title || error?.message || 'WhatsApp gave no reason').slice(0, 1000).toWellFormed(),
      details: error?.error_data?.details.slice(0, 4000).toWellFormed() ?? null,
      at: timestamp * 1000,
    };
  }
  return update;
}
