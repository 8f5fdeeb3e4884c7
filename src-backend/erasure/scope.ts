import type { ConsentPurpose } from '#shared/contact.ts';
import type { ErasureCounts, ErasureOrder } from '#shared/erasure.ts';
import { AppError } from '#shared/error.ts';
import type { ContactId, ConversationId } from '#shared/ids.ts';
import { personOf } from '../contacts/person.ts';
import { findProfiles, parseProfile } from '../contacts/profiles.ts';
import type { Db } from '../platform/database/database.ts';

/** What was theirs. */
export type Scope = Pick<ErasureOrder, 'contactIds' | 'conversationIds' | 'mediaIds'>;

/** The person behind a contact: everybody who is merged with them, and all their conversations. Throws `not_found`. */
export async function getScope(db: Db, tenantId: string, contactId: string): Promise<Scope> {
  const contactIds = await personOf(db, tenantId, contactId);
  if (contactIds.length === 0) throw new AppError('not_found', 'There is no such contact');
  const conversations = await db
    .selectFrom('conversation')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('contactId', 'in', contactIds)
    .execute();
  // Our own rows: the ids were made by newId.
  return {
    contactIds: contactIds as ContactId[],
    conversationIds: conversations.map(({ id }) => id as ConversationId),
    mediaIds: [],
  };
}

export async function countScope(db: Db, tenantId: string, scope: Scope): Promise<ErasureCounts> {
  const ofContacts = async (table: 'contactNote' | 'contactConsent' | 'contactAlias'): Promise<number> => {
    const { n } = await db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('tenantId', '=', tenantId)
      .where('contactId', 'in', scope.contactIds)
      .executeTakeFirstOrThrow();
    return Number(n);
  };
  const inThreads = db
    .selectFrom('message')
    .where('message.tenantId', '=', tenantId)
    .where('message.conversationId', 'in', scope.conversationIds);
  const { messages } = await inThreads
    .select((eb) => eb.fn.countAll<number>().as('messages'))
    .executeTakeFirstOrThrow();
  const { files } = await inThreads
    .innerJoin('mediaFile', (join) =>
      join.onRef('mediaFile.tenantId', '=', 'message.tenantId').onRef('mediaFile.messageId', '=', 'message.id'),
    )
    .select((eb) => eb.fn.countAll<number>().as('files'))
    .executeTakeFirstOrThrow();
  return {
    conversations: scope.conversationIds.length,
    messages: Number(messages),
    files: Number(files),
    notes: await ofContacts('contactNote'),
    consents: await ofContacts('contactConsent'),
    names: await ofContacts('contactAlias'),
    webhooks: 0,
  };
}

/** The no's of the person to being written to. */
export async function refusalsOf(
  db: Db,
  tenantId: string,
  { contactIds }: Scope,
): Promise<{ purpose: ConsentPurpose; at: number }[]> {
  const profiles = (await findProfiles(db, tenantId, contactIds)).map(parseProfile);
  return profiles.flatMap(({ consent }) =>
    (['marketing', 'messages'] as const).flatMap((purpose) => {
      const said = consent[purpose];
      return said?.state === 'out' ? [{ purpose, at: said.at }] : [];
    }),
  );
}
