import type { Provider } from '#shared/account.ts';
import type { Message } from '#shared/message.ts';
import type { WebhookOutcome } from '#shared/wire/webhooks-routes.ts';
import type { InboxPages } from '../inbox/inbox-pages.ts';
import type { Db } from '../platform/database/database.ts';
import { findReceiversOfTenant } from '../whatsapp/receiving-accounts.ts';
import { deliveriesOf, readBody } from '../whatsapp/signed-bodies.ts';

/** What became of a kept body: each piece that it says of the company, with the message it became or touched. */
export async function outcomesOf(
  { db, inbox }: { db: Db; inbox: InboxPages },
  tenantId: string,
  { provider, body }: { provider: Provider; body: Buffer },
): Promise<WebhookOutcome[]> {
  const read = readBody({ provider, body, account: null, receivedAt: 0 });
  if (read.events === null) return [];
  const receivers = await findReceiversOfTenant(db, tenantId, [...read.events.numbers], [...read.events.wabas]);
  const [delivered] = deliveriesOf(read, receivers);
  const accountOf = new Map((delivered?.receivers ?? []).map(({ phoneNumberId, id }) => [phoneNumberId, id]));
  const { messages, acts, statuses, consents, bookEntries, accountEvents, skipped } = read.events;
  const pieces = [
    ...messages.map(({ phoneNumberId, wamid, content }) => ({
      phoneNumberId,
      wamid,
      what:
        content.type === 'unsupported' || content.type === 'system' ? `${content.type}: ${content.kind}` : content.type,
    })),
    ...acts.map(({ phoneNumberId, targetWamid, kind }) => ({ phoneNumberId, wamid: targetWamid, what: kind })),
    ...statuses.map(({ phoneNumberId, wamid, status }) => ({ phoneNumberId, wamid, what: `status: ${status}` })),
  ].filter(({ phoneNumberId }) => accountOf.has(phoneNumberId));
  const found = new Map<string, Message>();
  for (const [phoneNumberId, ofNumber] of Map.groupBy(pieces, (piece) => piece.phoneNumberId)) {
    const accountId = accountOf.get(phoneNumberId) ?? '';
    const wamids = [...new Set(ofNumber.map(({ wamid }) => wamid))];
    for (const message of await inbox.byWamid(tenantId, accountId, wamids)) {
      found.set(`${phoneNumberId} ${message.wamid}`, message);
    }
  }
  const bare = (what: string): WebhookOutcome => ({ what, wamid: null, messageId: null, conversationId: null });
  return [
    ...pieces.map(({ phoneNumberId, wamid, what }): WebhookOutcome => {
      const message = found.get(`${phoneNumberId} ${wamid}`);
      return { what, wamid, messageId: message?.id ?? null, conversationId: message?.conversationId ?? null };
    }),
    ...consents.map(({ category, value }) => bare(`preference: ${category} ${value}`)),
    ...bookEntries.map(({ action }) => bare(`address book: ${action}`)),
    ...accountEvents.map(({ field }) => bare(`account: ${field}`)),
    ...skipped.map((reason) => bare(`not shown: ${reason}`)),
  ];
}
