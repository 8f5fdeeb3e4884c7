import type { Change, ChangePage } from '#shared/change.ts';
import type { Conversation } from '#shared/conversation.ts';
import { type AccountId, newId, type MessageId, type MutationId } from '#shared/ids.ts';
import type { Message } from '#shared/message.ts';
import type { Mutation, MutationOf, MutationResult } from '#shared/mutation.ts';
import { AccountSecrets } from '../accounts/account-secrets.ts';
import { type AccountRow, insertAccount } from '../accounts/accounts.repository.ts';
import { ChangeLog } from '../sync/change-log.ts';
import { SendWorker } from '../inbox/sending/send-worker.ts';
import { anAccountRow } from './rows.ts';
import type { Answer, SignedIn, TestApp } from './test-app.ts';
import { testConfig } from './test-config.ts';
import { bytesOf, signatureOf, testNumber } from './webhook-bodies.ts';

/** Connects the test number for a company, as if Meta had confirmed it. */
export async function connectNumber(
  test: TestApp,
  tenantId: string,
  change: Partial<AccountRow> = {},
): Promise<AccountId> {
  const id = newId<AccountId>();
  const secrets = test.app.get(AccountSecrets, { strict: false });
  await test.db.transaction().execute(async (tx) => {
    const accessToken = await secrets.sealAccessToken(tx, tenantId, id, 'EAAtesttoken');
    const row = anAccountRow({
      id,
      tenantId,
      accessToken,
      wabaId: testNumber.wabaId,
      phoneNumberId: testNumber.phoneNumberId,
      displayPhoneNumber: '+1 555-078-3881',
      qualityRating: null,
      businessAccountId: null,
      createdAt: test.clock.now(),
      updatedAt: test.clock.now(),
      ...change,
    });
    await insertAccount(tx, row);
    const changes = test.app.get(ChangeLog, { strict: false });
    await changes.append(tx, tenantId, [{ entity: 'account', entityId: id, version: 1 }]);
  });
  return id;
}

/** Posts a webhook as Meta does. */
export async function postWebhook(test: TestApp, body: object | Buffer, path = ''): Promise<Answer> {
  const bytes = Buffer.isBuffer(body) ? body : bytesOf(body);
  const signature = signatureOf(bytes, testConfig().appSecret ?? '');
  return await test.call('POST', `/api/whatsapp/webhook${path}`, {
    body: bytes,
    headers: { 'x-hub-signature-256': signature },
  });
}

type NewMutation = Mutation extends infer M
  ? M extends Mutation
    ? Omit<M, 'id'> & { id?: MutationId }
    : never
  : never;

export async function mutate(test: TestApp, as: SignedIn, ...mutations: NewMutation[]): Promise<MutationResult[]> {
  const body = { mutations: mutations.map((mutation) => ({ id: newId<MutationId>(), ...mutation })) };
  const { status, body: answer } = await test.call('POST', '/api/mutations', { as, body });
  if (status !== 200) throw new Error(`The mutations were refused: ${JSON.stringify(answer)}`);
  return answer['results'] as MutationResult[];
}

type NewReply = Omit<MutationOf<'message.send'>, 'id'>;

/** What an agent answers. Ids are text here, as tests get them from anywhere. */
export function aReply(
  conversationId: string,
  text: string,
  more: {
    messageId?: string | undefined;
    basedOn?: string | undefined;
    replyTo?: string | undefined;
    anyway?: boolean;
  } = {},
): NewReply {
  return {
    type: 'message.send',
    messageId: newId<MessageId>(),
    conversationId,
    content: { type: 'text', text },
    replyTo: null,
    basedOn: null,
    anyway: false,
    ...more,
  } as NewReply;
}

/** The state a desktop of this person arrives at from nothing. */
export async function synced(test: TestApp, as: SignedIn): Promise<{ page: ChangePage; of: <T>(kind: string) => T[] }> {
  const { epoch } = await test.db
    .selectFrom('changeHead')
    .select('epoch')
    .where('tenantId', '=', as.tenantId)
    .executeTakeFirstOrThrow();
  const { body } = await test.call('GET', `/api/sync?epoch=${epoch}&after=0&limit=1000`, { as });
  const page = body as unknown as ChangePage;
  const of = <T>(kind: string): T[] =>
    page.changes.filter((change: Change) => change.entity === kind).map((change) => change.data as T);
  return { page, of };
}

export async function conversationsOf(test: TestApp, as: SignedIn): Promise<Conversation[]> {
  return (await synced(test, as)).of<Conversation>('conversation');
}

/** In the order of the thread. */
export async function messagesOf(test: TestApp, as: SignedIn): Promise<Message[]> {
  return (await synced(test, as)).of<Message>('message').toSorted((a, b) => a.at - b.at || a.seq - b.seq);
}

/** Resolves when the send worker has nothing more to do at the present time. */
export async function sent(test: TestApp): Promise<void> {
  const worker = test.app.get(SendWorker, { strict: false });
  worker.wake();
  await worker.settled();
}
