import { createRandom } from '../../src-simulator/engine/random.ts';
import { createSender } from '../bench/load/sender.ts';
import { createWebhooks, type SignedBody } from '../bench/load/webhooks.ts';
import { percentile } from '../bench/numbers.ts';
import { readServer } from '../support/server-truth.ts';
import { startTeam, webhookPath } from '../support/team.ts';

const messages = 10_000;
const posts = 12_000;
const moved = 1200;
const customers = 500;
const connections = 32;

/** T-8: a flood with duplicates and disorder becomes exactly the messages it is made of, each answered 200. */
export async function runBurst(options: {
  folder: string;
  seed: string;
  say: (line: string) => void;
}): Promise<boolean> {
  const { folder, seed, say } = options;
  const team = await startTeam({ folder, seed });
  const waba = team.simulator.company.wabas[0];
  const stream = createWebhooks(
    {
      appSecret: team.simulator.company.appSecret,
      wabaId: waba?.id ?? '',
      phoneNumberId: waba?.phoneNumbers[0]?.id ?? '',
    },
    `burst-${seed}`,
    customers,
  );
  const distinct = Array.from({ length: messages }, () => stream.next());
  const order = arrange(distinct, seed);
  say(
    `${posts} POSTs with ${messages} messages of ${customers} customers, ${moved} out of order, ${connections} at a time`,
  );

  const sender = createSender(team.backend.port(), webhookPath);
  const begun = performance.now();
  const answers = await sender.flood(order[Symbol.iterator](), connections);
  const seconds = (performance.now() - begun) / 1000;
  sender.close();

  const refused = answers.filter(({ status }) => status !== 200).length;
  const truth = await readServer(team.admin);
  const stored = new Set(truth.messages.map(({ wamid }) => wamid));
  const missing = distinct.filter(({ wamid }) => !stored.has(wamid)).length;
  await team.stop();

  const times = answers.map(({ ms }) => ms);
  const show = (p: number): string => percentile(times, p).toFixed(1);
  console.log(`\nrows=${truth.messages.length} of ${messages}, missing=${missing}, other than 200=${refused}`);
  console.log(`conversations=${truth.conversations.length} of ${customers}`);
  console.log(`${posts} POSTs in ${seconds.toFixed(1)} s (${(posts / seconds).toFixed(0)}/s)`);
  console.log(`answered in p50 ${show(0.5)} ms, p99 ${show(0.99)} ms`);
  console.log(`seed=${seed}`);
  return (
    truth.messages.length === messages && missing === 0 && refused === 0 && truth.conversations.length === customers
  );
}

/** All messages in order, 2,000 of them again at some later place, then 1,200 of the POSTs swapped about. */
function arrange(distinct: readonly SignedBody[], seed: string): SignedBody[] {
  const random = createRandom(seed, 'faults/burst');
  const order = [...distinct];
  for (const again of random.shuffle(distinct).slice(0, posts - messages)) {
    const first = order.indexOf(again);
    order.splice(random.int(first + 1, order.length), 0, again);
  }
  const places = random.shuffle(order.map((_each, place) => place)).slice(0, moved);
  const taken = places.map((place) => order[place]);
  for (const [index, place] of random.shuffle(places).entries()) {
    const body = taken[index];
    if (body !== undefined) order[place] = body;
  }
  return order;
}
