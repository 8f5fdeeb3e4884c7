import type { BusinessNumber } from '../company/company.ts';
import type { Customer } from '../customers/directory.ts';
import { metadataOf } from '../webhooks/message-values.ts';
import type { Update } from '../webhooks/update.ts';

const contactsPerWebhook = 50;

/** The phone app's address book as `smb_app_state_sync` webhooks: those whose numbers the company knows. */
export function toContactUpdates(number: BusinessNumber, customers: readonly Customer[], now: number): Update[] {
  const known = customers.filter((customer) => customer.isInContactBook);
  const updates: Update[] = [];
  for (let start = 0; start < known.length; start += contactsPerWebhook) {
    updates.push({
      wabaId: number.wabaId,
      field: 'smb_app_state_sync',
      entryTime: Math.floor(now / 1000),
      lane: `${number.id}/state-sync`,
      wamids: [],
      value: {
        messaging_product: 'whatsapp',
        metadata: metadataOf(number),
        state_sync: known.slice(start, start + contactsPerWebhook).map((customer) => ({
          type: 'contact',
          action: 'add',
          contact: toContact(customer),
          metadata: { timestamp: String(Math.floor(now / 1000)) },
        })),
      },
    });
  }
  return updates;
}

function toContact({ name, waId, userId, username }: Customer): object {
  return {
    full_name: name,
    first_name: name.split(' ')[0],
    phone_number: waId,
    user_id: userId,
    ...(username === null ? {} : { username }),
  };
}
