import type { WebhookEvents } from '../inbox/incoming.ts';
import { digitsOf, isNamed, nameOf, peerOf, usernameOf } from './map-peer.ts';
import { stateOf } from '../contacts/preferences.ts';
import { each } from './read-items.ts';
import { BookItem, ConsentItem } from './webhook-content-schema.ts';
import { ContactItem, listIn, type Value } from './webhook-schema.ts';

// What is said about people outside of their conversation.

/** What customers want to receive, as they told WhatsApp. */
export function mapPreferences(phoneNumberId: string, value: Value, events: WebhookEvents): void {
  const contacts = each(listIn(value, 'contacts'), ContactItem, 'contact', events);
  for (const item of each(listIn(value, 'user_preferences'), ConsentItem, 'preference', events)) {
    const peer = peerOf(item.user_id, item.wa_id, contacts);
    if (!isNamed(peer)) {
      events.skipped.push('user_preferences: a preference of nobody');
      continue;
    }
    events.consents.push({
      phoneNumberId,
      peer,
      category: item.category,
      value: item.value,
      detail: item.detail?.slice(0, 4096).toWellFormed() ?? null,
      signupId: item.signup_id ?? null,
      timestamp: item.timestamp,
    });
    // Newer words of WhatsApp's: seen in the inspector, and found again by a replay.
    if (stateOf(item) === null) events.skipped.push('user_preferences: of a kind that this version does not know');
  }
}

/** The address book of the phone that shares the number. `add` is also told when an entry was edited. */
export function mapAddressBook(phoneNumberId: string, value: Value, events: WebhookEvents): void {
  for (const { action, contact, metadata } of each(
    listIn(value, 'state_sync'),
    BookItem,
    'contact of the phone app',
    events,
  )) {
    const peer = {
      bsuid: contact.user_id ?? null,
      waId: digitsOf(contact.phone_number),
      username: usernameOf(contact.username),
      name: nameOf(contact.full_name) ?? nameOf(contact.first_name),
    };
    if (isNamed(peer)) {
      events.bookEntries.push({ phoneNumberId, peer, action, timestamp: metadata.timestamp });
      if (action === 'remove') events.skipped.push('smb_app_state_sync: whom the phone forgets stays known here');
    } else events.skipped.push('smb_app_state_sync: an entry without a number');
  }
}
