import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Change } from '#shared/change.ts';
import { noDelivery } from '#shared/delivery.ts';
import { AccountId, ContactId, ConversationId, MessageId, TenantId, UserId } from '#shared/ids.ts';
import type { Message } from '#shared/message.ts';
import { openStore, type Store } from '../../../src-main/cache/store.ts';
import { createRandom, type Random } from '../../../src-simulator/engine/random.ts';
import { root } from '../../support/root.ts';
import { cachedData } from './bench-data.ts';
import { createText, type Population } from './population.ts';

// The product's own cache file with the population in it, filled through the product's own snapshot loading.

const cacheFolder = join(root, 'src-main/cache');
const sources = [
  import.meta.filename,
  ...readdirSync(cacheFolder)
    .filter((name) => name.endsWith('.ts') && !/\.(test|fixtures)\.ts$/.test(name))
    .map((name) => join(cacheFolder, name)),
];
const workerUrl = new URL('../../../src-main/cache/store-worker.ts', import.meta.url);
const key = Buffer.from('2dd29ca851e7b56e4697b0e1f08507293d761a05ce4d1b628663f411a8086d99', 'hex');
const firstAt = 1_700_000_000_000;

/** Ids in the form of UUIDv7, by number: the same in every run. */
const idText = (kind: number, index: number): string =>
  `${kind.toString(16).padStart(8, '0')}-0000-7000-8000-${index.toString(16).padStart(12, '0')}`;
const tenantId = TenantId.parse(idText(1, 0));
const userId = UserId.parse(idText(2, 0));
const accountId = AccountId.parse(idText(3, 0));
export const conversationId = (index: number): ConversationId => ConversationId.parse(idText(5, index));

export interface ProductData {
  options: Parameters<typeof openStore>[1];
  /** Starts the real worker on the files. */
  open(): Promise<Store>;
}

export async function makeProductData(population: Population): Promise<ProductData> {
  const { conversations, messages } = population;
  const dir = await cachedData('product', sources, { conversations, messages }, (into) => fill(into, population));
  const options = { dir, key, now: Date.now() };
  return { options, open: () => openStore(workerUrl, options, () => undefined) };
}

async function fill(dir: string, population: Population): Promise<void> {
  const store = await openStore(workerUrl, { dir, key, now: Date.now() }, () => undefined);
  await store.call('setOwner', { userId, superadmin: false });
  await store.call('snapshotBegin', 0);
  let batch: Change[] = [];
  for (const change of changesOf(population)) {
    batch.push(change);
    if (batch.length < 2000) continue;
    await store.call('snapshotRows', batch);
    batch = [];
  }
  await store.call('snapshotRows', batch);
  await store.call('snapshotFinish', { epoch: 'bench', seq: population.messages });
  await store.call('checkpoint');
  await store.close();
}

/** Everything a new desktop gets, entity by entity as the backend's snapshot gives it. */
function* changesOf({ conversations, counts }: Population): Generator<Change> {
  const seq = 1;
  const version = 1;
  const random = createRandom('bench', 'product');
  const tenant = { externalId: 't_0123456789abcdef', slug: 'bench', name: 'Bench' };
  yield { seq, entity: 'tenant', id: tenantId, version, data: { id: tenantId, version, ...tenant } };
  const user = { name: 'Maya', email: 'maya@parley.example', role: 'agent', active: true } as const;
  yield { seq, entity: 'user', id: userId, version, data: { id: userId, version, ...user } };
  for (let index = 0; index < conversations; index++) {
    const id = ContactId.parse(idText(4, index));
    const aliases = [{ kind: 'phone', value: String(15_550_000_000 + index), seenAt: firstAt } as const];
    const data = { id, version, name: createText(random, 12, 18), aliases, mergedInto: null, createdAt: firstAt };
    yield { seq, entity: 'contact', id, version, data };
  }
  // The last message of each thread is needed for its row, so both come from one pass with the same numbers.
  const threads = Array.from({ length: conversations }, () => random.int(0, 1_000_000_000));
  let number = 0;
  for (const [index, offset] of threads.entries()) {
    const count = counts[index] ?? 0;
    const last =
      count === 0
        ? null
        : createMessage(
            createRandom('bench', `text/${index}`),
            index,
            number + count,
            firstAt + offset + count * 60_000,
          );
    number += count;
    const id = conversationId(index);
    yield {
      seq,
      entity: 'conversation',
      id,
      version,
      data: {
        id,
        version,
        accountId,
        contactId: ContactId.parse(idText(4, index)),
        state: random.next() < 0.8 ? 'open' : 'resolved',
        assigneeId: random.next() < 0.3 ? userId : null,
        preview: last && {
          messageId: last.id,
          direction: last.direction,
          text: last.content.type === 'text' ? last.content.text.slice(0, 120) : '',
          sendState: last.sendState,
          delivery: last.delivery,
        },
        lastMessageAt: firstAt + offset + count * 60_000,
        inboundCount: count >> 1,
        lastInboundAt: firstAt + offset,
        windowClosesAt: firstAt + offset + 86_400_000,
        waitingSince: random.next() < 0.2 ? firstAt + offset : null,
        createdAt: firstAt,
      },
    };
  }
  number = 0;
  for (const [index, offset] of threads.entries()) {
    for (let place = 1; place <= (counts[index] ?? 0); place++) {
      const data = createMessage(random, index, ++number, firstAt + offset + place * 60_000);
      yield { seq: number, entity: 'message', id: data.id, version, data };
    }
  }
}

function createMessage(random: Random, conversation: number, number: number, at: number): Message {
  const isOut = random.next() < 0.45;
  const id = MessageId.parse(idText(6, number));
  return {
    id,
    version: 1,
    conversationId: conversationId(conversation),
    accountId,
    direction: isOut ? 'outbound' : 'inbound',
    seq: number,
    at,
    metaTimestamp: Math.floor(at / 1000),
    content: { type: 'text', text: createText(random, 60, 180) },
    replyTo: null,
    origin: isOut ? { kind: 'agent', userId } : { kind: 'customer' },
    inboundNo: isOut ? null : number,
    wamid: `wamid.HBgL${String(number).padStart(36, '0')}A`,
    sendState: isOut ? { state: 'accepted' } : null,
    delivery: isOut ? { seen: { accepted: at, sent: at, delivered: at, read: at }, failure: null } : noDelivery,
  };
}
