import { createRandom } from '../../src-simulator/engine/random.ts';
import { sleep, until } from '../support/deadline.ts';
import type { ProxyMode } from '../support/fault-proxy.ts';
import { publish, queuedText, takeDeadLetters } from '../support/queue-messages.ts';
import type { RabbitMq } from '../support/rabbitmq.ts';
import { readServer } from '../support/server-truth.ts';
import { startTeam, type Team } from '../support/team.ts';

// `npm run faults -- --queue` (C-5): another system's queue, its broker killed while it is read and written, the line to
// Meta cut. Each message goes out once; what nobody can know is shown as uncertain; poison lies in the dead letters.

export interface QueueSize {
  messages: number;
  /** Published a second time under the same message-id. */
  copies: number;
  poison: number;
  brokerKills: number;
  /** How often the line to Meta loses what is under way. */
  lineCuts: number;
  customers: number;
}

export const fullQueue: QueueSize = {
  messages: 5000,
  copies: 500,
  poison: 50,
  brokerKills: 2,
  lineCuts: 6,
  customers: 250,
};

export interface QueueOutcome {
  published: number;
  /** Accepted by WhatsApp exactly once. */
  once: number;
  twice: string[];
  /** Neither accepted, nor shown as uncertain, held or failed. */
  lost: string[];
  /** Shown as uncertain: with WhatsApp or not, nobody knows. */
  uncertain: number;
  /** Shown as refused or held. */
  shown: number;
  poison: number;
  buried: number;
  reasons: Record<string, number>;
  brokerKills: number;
  seconds: number;
}

const queue = 'whatsapp.outbound';
const chunk = 100;

/** `rabbit` runs, and nobody else reads its queue. */
export async function runQueue(
  rabbit: RabbitMq,
  folder: string,
  seed: string,
  size: QueueSize,
  say: (line: string) => void = () => undefined,
): Promise<QueueOutcome> {
  const begun = performance.now();
  const team = await startTeam({
    folder,
    seed,
    simulatorFlags: ['--status-delays=20,20,20'],
    backendEnv: { RABBITMQ_URL: rabbit.url },
  });
  try {
    const plan = await makePlan(team, seed, size);
    say(`${plan.posts.length} messages to publish for ${size.customers} customers`);
    const trouble = makeTrouble(team, rabbit, size, say);
    await publishAll(rabbit, plan.posts, trouble.onProgress);
    await trouble.done();
    say('all published; waiting until nothing moves');
    await untilAtRest(team, plan.texts.length);
    return { ...(await judge(team, rabbit, plan, size)), seconds: (performance.now() - begun) / 1000 };
  } finally {
    await team.stop();
  }
}

interface Post {
  body: object | string;
  options: { messageId: string };
}

interface Plan {
  texts: readonly string[];
  poison: ReadonlySet<string>;
  posts: readonly Post[];
}

async function makePlan(team: Team, seed: string, size: QueueSize): Promise<Plan> {
  const random = createRandom(seed, 'queue');
  const tenantId = (await team.admin.call('me')).tenant.externalId;
  // Every number has its own limit of messages per second; that of a number on a phone is a quarter of the others'.
  const numbers = await numbersWithoutPhone(team);
  const customers = Array.from({ length: size.customers }, (_, index) => ({
    waId: `1312555${String(1000 + index)}`,
    phoneNumberId: numbers[index % numbers.length] ?? '',
  }));
  await team.simulator.writeMany(
    customers.map((customer) => ({ ...customer, text: 'hello' })),
    { wait: true },
  );
  const texts = Array.from({ length: size.messages }, (_, index) => `queued ${index}`);
  const posts: Post[] = texts.map((text, index) => {
    const { waId: to, phoneNumberId } = customers[index % customers.length] ?? { waId: '', phoneNumberId: '' };
    return { body: queuedText({ tenantId, phoneNumberId, to, text }), options: { messageId: `m-${index}` } };
  });
  const poison = Array.from({ length: size.poison }, (_, index) => `{"poison":${index}}`);
  const extras = [
    ...Array.from({ length: size.copies }, () => random.pick(posts as [Post, ...Post[]])),
    ...poison.map((body, index) => ({ body, options: { messageId: `p-${index}` } })),
  ];
  for (const extra of extras) posts.splice(Math.floor(random.next() * posts.length), 0, extra);
  return { texts, poison: new Set(poison), posts };
}

async function numbersWithoutPhone({ simulator, accounts }: Team): Promise<string[]> {
  const found: string[] = [];
  for (const { phoneNumberId } of accounts) {
    const response = await fetch(`${simulator.url}/v26.0/${phoneNumberId}?fields=is_on_biz_app`, {
      headers: { authorization: `Bearer ${simulator.company.accessToken}` },
    });
    // Meta's documented field.
    const { is_on_biz_app: isOnPhone } = (await response.json()) as { is_on_biz_app: boolean };
    if (!isOnPhone) found.push(phoneNumberId);
  }
  return found;
}

/** As a careful publisher does: what the broker has not confirmed is published again. */
async function publishAll(
  rabbit: RabbitMq,
  posts: readonly Post[],
  onProgress: (share: number) => void,
): Promise<void> {
  for (let start = 0; start < posts.length; start += chunk) {
    const part = posts.slice(start, start + chunk);
    await until('the broker to take a part', async () => await tryPublish(rabbit, part), { withinMs: 120_000 });
    onProgress((start + part.length) / posts.length);
    // Slow enough that the broker dies between reading and writing.
    await sleep(100);
  }
}

async function tryPublish(rabbit: RabbitMq, part: readonly Post[]): Promise<boolean> {
  try {
    const connection = await rabbit.connect();
    connection.on('error', () => undefined);
    await publish(connection, queue, part);
    await connection.close();
    return true;
  } catch {
    return false;
  }
}

/** Kills and cuts, evenly over the run. */
function makeTrouble(team: Team, rabbit: RabbitMq, size: QueueSize, say: (line: string) => void) {
  let kills = 0;
  let cuts = 0;
  let pending: Promise<void> = Promise.resolve();
  let cutting: Promise<void> = Promise.resolve();
  const onProgress = (share: number): void => {
    if (share >= (kills + 1) / (size.brokerKills + 1) && kills < size.brokerKills) {
      kills++;
      say(`broker killed at ${(share * 100).toFixed(0)} %`);
      pending = restart(team, rabbit, pending);
    }
    if (share >= (cuts + 1) / (size.lineCuts + 1) && cuts < size.lineCuts) {
      cuts++;
      const mode = cuts % 2 === 0 ? 'lose_answers' : 'lose_requests';
      cutting = cutLine(team, mode);
    }
  };
  const done = async (): Promise<void> => {
    await pending;
    await cutting;
  };
  return { onProgress, done };
}

async function restart({ admin }: Team, rabbit: RabbitMq, before: Promise<void>): Promise<void> {
  await before;
  await rabbit.kill();
  await until('the loss to show', async () => !(await admin.call('queueState')).data.connected);
  await rabbit.start();
}

async function cutLine({ links }: Team, mode: ProxyMode): Promise<void> {
  await links.graph.setMode(mode);
  await sleep(150);
  await links.graph.setMode('pass');
}

/** Every message stands in the inbox, and none is on its way. */
async function untilAtRest(team: Team, messages: number): Promise<void> {
  await until(
    'all messages to be at rest',
    async () => {
      await sleep(1000);
      const { data } = await team.admin.call('queueState');
      if (!data.connected || data.taken < messages) return false;
      const mine = (await readServer(team.admin)).messages.filter(({ origin }) => origin.kind === 'queue');
      return mine.every(({ sendState }) => sendState?.state !== 'queued' && sendState?.state !== 'sending');
    },
    { withinMs: 300_000 },
  );
}

async function judge(
  team: Team,
  rabbit: RabbitMq,
  plan: Plan,
  size: QueueSize,
): Promise<Omit<QueueOutcome, 'seconds'>> {
  const { sends } = await team.simulator.ledger();
  const accepted = Map.groupBy(sends, ({ body }) => String(body));
  const shown = new Map<string, string>();
  for (const { content, origin, sendState } of (await readServer(team.admin)).messages) {
    if (origin.kind === 'queue' && content.type === 'text') shown.set(content.text, sendState?.state ?? '');
  }
  const connection = await rabbit.connect();
  const letters = await takeDeadLetters(connection, queue);
  await connection.close();
  const times = (text: string): number => accepted.get(text)?.length ?? 0;
  const isVisible = (text: string): boolean => ['uncertain', 'held', 'rejected'].includes(shown.get(text) ?? '');
  return {
    published: plan.posts.length,
    once: plan.texts.filter((text) => times(text) === 1).length,
    twice: plan.texts.filter((text) => times(text) > 1),
    lost: plan.texts.filter((text) => times(text) === 0 && !isVisible(text)),
    uncertain: plan.texts.filter((text) => shown.get(text) === 'uncertain').length,
    shown: plan.texts.filter((text) => ['held', 'rejected'].includes(shown.get(text) ?? '')).length,
    poison: size.poison,
    // A letter may lie there twice when the broker died before it knew that the message had been answered for.
    buried: new Set(letters.map(({ body }) => body).filter((body) => plan.poison.has(body))).size,
    reasons: Object.fromEntries(
      [...Map.groupBy(letters, ({ reason }) => reason)].map(([reason, all]) => [reason, all.length]),
    ),
    brokerKills: size.brokerKills,
  };
}

export function isExactQueue({ twice, lost, poison, buried, shown }: QueueOutcome): boolean {
  return twice.length === 0 && lost.length === 0 && shown === 0 && buried === poison;
}
