import type { AccountEvent, WebhookEvents } from '../inbox/incoming.ts';
import { AppError } from '#shared/error.ts';
import { z } from 'zod';
import { parseJson } from '../platform/http/parse-json.ts';
import { mapCalls } from './map-call.ts';
import { mapHandover, mapIdUpdates } from './map-identity.ts';
import { mapEchoes, mapHistory, mapInbound } from './map-message.ts';
import { mapAddressBook, mapPreferences } from './map-people.ts';
import { mapStatuses } from './map-status.ts';
import { each } from './read-items.ts';
import { Envelope, ErrorItem, listIn, Value } from './webhook-schema.ts';

// An imported thread of thousands of messages comes in one body; its size is limited already.
const maxKeys = 500_000;

/** Fields about templates, numbers and accounts: the product's other parts take them from here. */
const accountFields = new Set([
  'message_template_status_update',
  'message_template_quality_update',
  'message_template_components_update',
  'template_category_update',
  'template_correct_category_detection',
  'phone_number_quality_update',
  'phone_number_name_update',
  'business_capability_update',
  'account_update',
  'account_alerts',
  'account_review_update',
  'account_settings_update',
  'security',
  'business_username_update',
  'business_username_updates',
  'partner_solutions',
  'payment_configuration_update',
  'automatic_events',
  'flows',
]);

/** Only numbers that are also used in the phone app have these. */
const phoneAppFields = new Set(['smb_message_echoes', 'smb_app_state_sync', 'history']);

/**
 * What a signed webhook body says. Pure. An item that can't be read is left out and named in `skipped`, its neighbours
 * are not touched. Throws AppError `invalid_input` when the body as a whole is not a webhook of Meta.
 */
export function mapWebhook(body: Buffer): WebhookEvents {
  const envelope = Envelope.safeParse(parseJson(body, maxKeys));
  if (!envelope.success) throw new AppError('invalid_input', 'The body is not a webhook of WhatsApp');
  const events: WebhookEvents = {
    messages: [],
    acts: [],
    statuses: [],
    consents: [],
    bookEntries: [],
    accountEvents: [],
    fields: new Set(),
    numbers: new Set(),
    wabas: new Set(),
    coexisting: new Set(),
    skipped: [],
  };
  for (const { id, time, changes } of envelope.data.entry) {
    for (const { field, value } of changes) {
      events.fields.add(field.slice(0, 64).toWellFormed());
      if (accountFields.has(field)) mapAccountEvent(field, value, { wabaId: id ?? null, at: time ?? 0 }, events);
      else mapChange(field, value, id, events);
    }
  }
  return events;
}

function mapChange(field: string, raw: unknown, wabaId: string | undefined, events: WebhookEvents): void {
  const value = Value.safeParse(raw).data;
  const phoneNumberId = value?.metadata?.phone_number_id ?? (field === 'messaging_handovers' ? recipientOf(raw) : null);
  if (value === undefined || phoneNumberId == null) {
    if (wabaId !== undefined) events.wabas.add(wabaId);
    events.skipped.push(`${field}: not about a phone number`);
    return;
  }
  events.numbers.add(phoneNumberId);
  if (phoneAppFields.has(field)) events.coexisting.add(phoneNumberId);
  switch (field) {
    case 'messages':
      mapInbound(phoneNumberId, listIn(value, 'messages'), value, events);
      mapStatuses(phoneNumberId, listIn(value, 'statuses'), value, events);
      for (const { code } of each(listIn(value, 'errors'), ErrorItem, 'error', events)) {
        events.skipped.push(`messages: WhatsApp reports error ${code} for this number`);
      }
      if (listIn(value, 'user_actions').length > 0) {
        events.skipped.push('messages: clicks on marketing messages are kept only');
      }
      return;
    case 'smb_message_echoes':
    case 'message_echoes':
      mapEchoes(phoneNumberId, listIn(value, 'message_echoes'), value, events);
      return;
    case 'standby': {
      // Copies of what another responder handles: they belong into the thread like everything else.
      const copies = Value.safeParse(value['standby']).data ?? value;
      const scene = { ...copies, contacts: value['contacts'] ?? copies['contacts'] };
      mapInbound(phoneNumberId, listIn(copies, 'messages'), scene, events);
      mapEchoes(phoneNumberId, listIn(copies, 'message_echoes'), scene, events);
      mapStatuses(phoneNumberId, listIn(copies, 'statuses'), scene, events);
      return;
    }
    case 'messaging_handovers':
      mapHandover(phoneNumberId, raw, events);
      return;
    case 'history':
      mapHistory(phoneNumberId, value, events);
      return;
    case 'smb_app_state_sync':
      mapAddressBook(phoneNumberId, value, events);
      return;
    case 'user_preferences':
      mapPreferences(phoneNumberId, value, events);
      return;
    case 'user_id_update':
      mapIdUpdates(phoneNumberId, value, events);
      return;
    case 'calls':
      mapCalls(phoneNumberId, value, events);
      return;
    default:
      events.skipped.push(
        field.startsWith('group_')
          ? `${field}: groups are not shown by this version`
          : `${field.slice(0, 64).toWellFormed()}: not shown by this version`,
      );
  }
}

const AccountValue = z.record(z.string(), z.unknown());
const Named = z.object({
  waba_info: z.object({ waba_id: z.coerce.string() }).optional().catch(undefined),
  metadata: z.object({ phone_number_id: z.coerce.string() }).optional().catch(undefined),
});

function mapAccountEvent(
  field: string,
  raw: unknown,
  { wabaId, at }: Pick<AccountEvent, 'wabaId' | 'at'>,
  events: WebhookEvents,
): void {
  const value = AccountValue.safeParse(raw).data;
  if (value === undefined) {
    events.skipped.push(`${field}: it can't be read`);
    return;
  }
  const named = Named.safeParse(value).data;
  // About partners the entry is a portfolio, and the business account stands inside.
  const about = named?.waba_info?.waba_id ?? wabaId;
  if (about !== null) events.wabas.add(about);
  const phoneNumberId = named?.metadata?.phone_number_id ?? null;
  events.accountEvents.push({ field, wabaId: about, phoneNumberId, value, at });
}

function recipientOf(raw: unknown): string | null {
  const recipient = z.object({ recipient: z.object({ phone_number_id: z.coerce.string() }) }).safeParse(raw).data;
  return recipient?.recipient.phone_number_id ?? null;
}
