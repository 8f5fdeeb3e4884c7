import { AppError } from '#shared/error.ts';
import { newId } from '#shared/ids.ts';
import type { Store } from '../cache/store.ts';
import type { Act } from './triage.ts';
import type { Workspace } from './workspace-api.ts';

/** What agents see and say of customers: read from the cache, changed through the outbox, so offline too. */
export function contactCalls(store: Store, act: Act, now: () => number): Omit<Workspace['contacts'], 'block'> {
  const write = 'contact.write';
  return {
    get: async ({ contactId }) => {
      const contact = await store.call('contact', contactId);
      if (contact === null) throw new AppError('not_found', 'This contact is not here any more.');
      return contact;
    },
    card: async ({ contactId }) => {
      const card = await store.call('contactCard', contactId);
      if (card === null) throw new AppError('not_found', 'This contact is not here any more.');
      return card;
    },
    edit: (input) => act(write, { id: newId(), type: 'contact.edit', ...input }),
    merge: (input) => act(write, { id: newId(), type: 'contact.merge', ...input }),
    unmerge: (input) => act(write, { id: newId(), type: 'contact.unmerge', ...input }),
    consent: (input) => act(write, { id: newId(), type: 'contact.consent', source: 'agent', at: now(), ...input }),
  };
}
