import { AppError } from '#shared/error.ts';
import { newId, type ConversationId } from '#shared/ids.ts';
import type { Directory } from '#shared/inbox.ts';
import type { Peer } from '#shared/mutation.ts';
import { toRecipientDigits } from '#shared/phone.ts';
import type { Store } from '../cache/store.ts';
import type { Act } from './triage.ts';
import type { Workspace } from './workspace-api.ts';

/** Writing to somebody first. What is known here is opened at once; else the server is asked to, also later. */
export function startCalls(
  store: Store,
  act: Act,
  directory: () => Promise<Directory>,
): Pick<Workspace['conversations'], 'start'> {
  return {
    start: async ({ accountId, peer: given }) => {
      const account = (await directory()).accounts.find(({ id }) => id === accountId);
      if (account === undefined) throw new AppError('not_found', 'This number is not here any more.');
      const peer: Peer = 'phone' in given ? { phone: toRecipientDigits(given.phone, account.country) } : given;
      const known = await store.call('conversationWith', accountId, peer);
      if (known !== null) return { conversationId: known };
      const conversationId = newId<ConversationId>();
      await act('message.send', { id: newId(), type: 'conversation.start', conversationId, accountId, peer });
      return { conversationId };
    },
  };
}
