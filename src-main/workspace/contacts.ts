import { AppError } from '#shared/error.ts';
import { type ContactId, type ContactNoteId, newId } from '#shared/ids.ts';
import type { Mutation } from '#shared/mutation.ts';
import type { Store } from '../cache/store.ts';
import type { Act, ActAll } from './triage.ts';
import type { Workspace } from './workspace-api.ts';

/** What agents see and say of customers: read from the cache, changed through the outbox, so offline too. */
export function contactCalls(
  store: Store,
  act: Act,
  actAll: ActAll,
  now: () => number,
): Omit<Workspace['contacts'], 'block'> {
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
    page: (query) => store.call('contactPage', query),
    tags: () => store.call('contactTags'),
    known: ({ phones }) => store.call('knownPhones', phones),
    import: async ({ fresh, known }) => {
      const added = fresh.map((contact): Mutation => {
        return { id: newId(), type: 'contact.create', contactId: newId<ContactId>(), ...contact };
      });
      const changed = known.map(({ contactId, tags, attributes }): Mutation => {
        return { id: newId(), type: 'contact.edit', contactId, attributes, tags: { add: tags, remove: [] } };
      });
      await actAll(write, [...added, ...changed]);
    },
    edit: (input) => act(write, { id: newId(), type: 'contact.edit', ...input }),
    merge: (input) => act(write, { id: newId(), type: 'contact.merge', ...input }),
    unmerge: (input) => act(write, { id: newId(), type: 'contact.unmerge', ...input }),
    note: async ({ contactId, text }) => {
      const noteId = newId<ContactNoteId>();
      await act(write, { id: newId(), type: 'contact.note', contactId, noteId, text });
      return { noteId };
    },
    removeNote: (input) => act(write, { id: newId(), type: 'contact.removeNote', ...input }),
    consent: (input) => act(write, { id: newId(), type: 'contact.consent', source: 'agent', at: now(), ...input }),
  };
}
