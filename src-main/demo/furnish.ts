import type { Conversation } from '#shared/conversation.ts';
import { AppError } from '#shared/error.ts';
import { newId, type AccountId, type TeamId, type UserId } from '#shared/ids.ts';
import type { Mutation } from '#shared/mutation.ts';
import type { Clock } from '../sync/clock.ts';
import type { RestClient } from '../sync/rest-client.ts';
import { arrange } from './arrange.ts';
import { linkPhone } from './devices.ts';
import { ben, demoCompany, demoPassword, demoPeople, maya, noor, type DemoPerson } from './people.ts';
import type { History, SimulatedCompany, SimulatorClient } from './simulator-client.ts';

type Call = RestClient['call'];

export interface FurnishOptions {
  call: Call;
  simulator: SimulatorClient;
  company: SimulatedCompany;
  /** Where Meta's webhooks of this backend go. */
  webhookUrl: string;
  clock: Clock;
  onStep: (step: string) => void;
}

/** Fills an empty backend with a company at work, all of it through the doors that real ones use (ruling 63). */
export async function furnish(options: FurnishOptions): Promise<void> {
  const { call, simulator, company, onStep, clock } = options;
  onStep('Creating the company');
  const { tenant } = await call('setUp', {
    body: { company: demoCompany, name: noor.name, email: noor.email, password: demoPassword },
  });
  const admin = await signIn(call, noor);
  const ids = new Map<string, UserId>();
  for (const { name, email, role } of demoPeople) {
    if (email === noor.email) continue;
    const body = { name, email, role, password: demoPassword };
    ids.set(email, (await call('createUser', { body, token: admin })).id);
  }

  onStep('Connecting three numbers');
  await connectNumbers(call, company, admin);
  await linkPhone({ call, simulator, clock }, admin, tenant.slug);
  await keepHours(call, admin);
  await subscribe(options);

  onStep('Telling the last 30 days');
  const history = await simulator.tellHistory();
  const conversations = await waitForHistory(call, admin, history, clock);

  onStep('Sorting the inbox');
  const team = { maya: idOf(ids, maya), ben: idOf(ids, ben) };
  await formTeam(call, Object.values(team), admin);
  const arrangement = arrange(conversations, team, clock.now());
  await mutateAll(call, admin, arrangement.noor);
  await mutateAll(call, await signIn(call, ben), arrangement.ben);
  await mutateAll(call, await signIn(call, maya), arrangement.maya);
}

/** Meta's webhooks of every account to this backend; again at each start, the simulator remembers nothing. */
export async function subscribe({
  simulator,
  company,
  webhookUrl,
}: Pick<FurnishOptions, 'simulator' | 'company' | 'webhookUrl'>): Promise<void> {
  for (const { id } of company.wabas) await simulator.subscribe(id, webhookUrl, company.verifyToken);
}

async function connectNumbers(call: Call, company: SimulatedCompany, admin: string): Promise<void> {
  const names = ['Marlow Store', 'Harbour Hotel', 'Marlow Clinic'];
  const numbers = company.wabas.flatMap((waba) => waba.phoneNumbers.map((number) => ({ ...number, wabaId: waba.id })));
  for (const [index, { id, displayPhoneNumber, wabaId }] of numbers.entries()) {
    const { data: account } = await call('createIntegration', {
      token: admin,
      body: {
        name: names[index] ?? displayPhoneNumber,
        phoneNumber: displayPhoneNumber,
        phoneNumberId: id,
        businessAccountId: wabaId,
        accessToken: company.accessToken,
      },
    });
    if (index === 0) await connectWebshop(call, account.id, admin);
  }
}

/** When the company answers. Nothing is sent by itself: the customers of the demo speak with people. */
async function keepHours(call: Call, admin: string): Promise<void> {
  const [early, late] = [
    [{ from: 8 * 60 + 30, to: 18 * 60 }],
    [
      { from: 9 * 60, to: 12 * 60 },
      { from: 13 * 60, to: 20 * 60 },
    ],
  ];
  const week = [early, early, early, late, early, [{ from: 10 * 60, to: 14 * 60 }], []];
  const holidays = [{ date: '2026-12-25', name: 'Christmas', spans: [] }];
  const value = { timeZone: 'Europe/London', week, holidays };
  await call('updateCompany', { token: admin, body: { edits: [{ field: 'hours', base: null, value }] } });
}

/** Two who answer for the same things; it is a view in their inboxes. */
async function formTeam(call: Call, memberIds: UserId[], admin: string): Promise<void> {
  const value = [{ id: newId<TeamId>(), name: 'Front desk', memberIds }];
  await call('updateCompany', { token: admin, body: { edits: [{ field: 'teams', base: [], value }] } });
}

/** Another program that works with the first number, so that its token has been used. */
async function connectWebshop(call: Call, accountId: AccountId, admin: string): Promise<void> {
  const { data } = await call('createIntegrationToken', { token: admin, body: { accountId, name: 'Webshop' } });
  await call('integrationVerify', { token: data.token });
}

export async function signIn(call: Call, { email }: DemoPerson): Promise<string> {
  return (await call('login', { body: { email, password: demoPassword } })).accessToken;
}

function idOf(ids: ReadonlyMap<string, UserId>, { email }: DemoPerson): UserId {
  const id = ids.get(email);
  if (id === undefined) throw new AppError('internal', `The demo has no ${email}`);
  return id;
}

/** A webhook is answered when it is safe on disk, which is before its messages are in their conversations. */
async function waitForHistory(call: Call, token: string, history: History, clock: Clock): Promise<Conversation[]> {
  for (let tries = 0; tries < 240; tries++) {
    const { conversations, messages } = await readInbox(call, token);
    if (messages >= history.messages) return conversations;
    await new Promise<void>((resolve) => clock.after(250, resolve));
  }
  throw new AppError('upstream', 'The demo’s messages did not arrive within a minute.');
}

/** All conversations, and the number of messages there are. */
async function readInbox(call: Call, token: string): Promise<{ conversations: Conversation[]; messages: number }> {
  const conversations: Conversation[] = [];
  let cursor: string | undefined;
  for (;;) {
    const query = { limit: 2000, ...(cursor !== undefined && { cursor }) };
    const page = await call('snapshot', { query, token });
    for (const row of page.rows) if (row.entity === 'conversation' && row.data !== null) conversations.push(row.data);
    if (page.entity === 'message') return { conversations, messages: page.progress.total };
    if (page.next === null) return { conversations, messages: 0 };
    cursor = page.next;
  }
}

async function mutateAll(call: Call, token: string, mutations: readonly Mutation[]): Promise<void> {
  for (let start = 0; start < mutations.length; start += 100) {
    const { results } = await call('mutate', {
      token,
      body: { mutations: mutations.slice(start, start + 100) },
    });
    const rejected = results.find((result) => result.status === 'rejected');
    if (rejected?.status === 'rejected') {
      throw new AppError('internal', `The demo could not be arranged: ${rejected.error.message}`);
    }
  }
}
