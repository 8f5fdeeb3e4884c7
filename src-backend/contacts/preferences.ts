import type { ConsentState } from '#shared/contact.ts';
import type { ConsentChange } from '../inbox/incoming.ts';
import type { InboxWork } from '../inbox/inbox-work.ts';
import { isRecorded, recordConsent } from './consent.ts';

/** What a preference says of marketing messages; null for words that are newer than we are. */
export function stateOf({ category, value }: Pick<ConsentChange, 'category' | 'value'>): ConsentState | null {
  if (category !== 'marketing_messages') return null;
  if (value === 'stop') return 'out';
  return value === 'resume' || value === 'signup' ? 'in' : null;
}

type ContactRow = NonNullable<ReturnType<InboxWork['contacts']['get']>>;

/** A customer told WhatsApp that they want offers, or no more of them. Returns whether that is news. */
export async function applyPreference(work: InboxWork, contact: ContactRow, change: ConsentChange): Promise<boolean> {
  const state = stateOf(change);
  if (state === null) return false;
  const consent = {
    contactId: contact.id,
    purpose: 'marketing' as const,
    state,
    at: change.timestamp * 1000,
    source: 'whatsapp',
    evidence: change.detail?.slice(0, 2000) ?? null,
    actorId: null,
  };
  if (await isRecorded(work.tx, work.tenantId, consent)) return false;
  work.contacts.touch(contact);
  // The contact may be new and is not written yet.
  work.afterwards(async () => void (await recordConsent(work.tx, work.tenantId, consent, work.now)));
  return true;
}
