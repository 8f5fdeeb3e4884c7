import { createRandom } from '../../src-simulator/engine/random.ts';
import { createSender } from '../bench/load/sender.ts';
import { createWebhooks, type SignedBody } from '../bench/load/webhooks.ts';
import { percentile } from '../bench/numbers.ts';
import { readServer } from '../support/server-truth.ts';
import { startTeam, webhookPath } from '../support/team.ts';

export interface BurstSize {
  /** Distinct messages. */
  messages: number;
  /** All POSTs: what is above `messages` are exact repetitions. */
  posts: number;
  /** POSTs that are moved to the place of another. */
  moved: number;
  customers: number;
}

export const fullBurst: BurstSize = { messages: 10_000, posts: 12_000, moved: 1200, customers: 500 };
const connections = 32;

export interface BurstOutcome {
  /** Messages and conversations on the server afterwards. */
  rows: number;
  conversations: number;
  /** Messages that are not there. */
  missing: number;
  /** Answers other than 200. */
  refused: number;
  seconds: number;
  p50: number;
  p99: number;
}

/** T-8: a flood with duplicates and disorder. It must become exactly the messages it is made of, each POST answered 200. */
export async function runBurst(folder: string, seed: string, size: BurstSize): Promise<BurstOutcome> {
  const team = await startTeam({ folder, seed });
  const { company } = team.simulator;
  const waba = company.wabas[0];
  const target = { wabaId: waba?.id ?? '', phoneNumberId: waba?.phoneNumbers[0]?.id ?? '' };
  const stream = createWebhooks({ appSecret: company.appSecret, ...target }, `burst-${seed}`, size.customers);
  const distinct = Array.from({ length: size.messages }, () => stream.next());

  const sender = createSender(team.backend.port(), webhookPath);
  const order = arrange(distinct, size, seed);
  const begun = performance.now();
  const answers = await sender.flood(order.values(), connections);
  const seconds = (performance.now() - begun) / 1000;
  sender.close();

  const truth = await readServer(team.admin);
  await team.stop();
  const stored = new Set(truth.messages.map(({ wamid }) => wamid));
  const times = answers.map(({ ms }) => ms);
  return {
    rows: truth.messages.length,
    conversations: truth.conversations.length,
    missing: distinct.filter(({ wamid }) => !stored.has(wamid)).length,
    refused: answers.filter(({ status }) => status !== 200).length,
    seconds,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
  };
}

export function isExact({ rows, conversations, missing, refused }: BurstOutcome, size: BurstSize): boolean {
  return rows === size.messages && conversations === size.customers && missing === 0 && refused === 0;
}

/** All messages in order, some of them again at a later place, then some of the POSTs moved about. */
function arrange(distinct: readonly SignedBody[], { posts, moved }: BurstSize, seed: string): SignedBody[] {
  const random = createRandom(seed, 'faults/burst');
  const order = [...distinct];
  for (const again of random.shuffle(distinct).slice(0, posts - distinct.length)) {
    order.splice(random.int(order.indexOf(again) + 1, order.length), 0, again);
  }
  const places = random.shuffle(order.map((_each, place) => place)).slice(0, moved);
  const bodies = places.map((place) => order[place]);
  for (const [index, place] of random.shuffle(places).entries()) {
    const body = bodies[index];
    if (body !== undefined) order[place] = body;
  }
  return order;
}
