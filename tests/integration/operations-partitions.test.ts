import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { NewOperation } from '#shared/admin-mutation.ts';
import type { ChangePage } from '#shared/change.ts';
import { AppError } from '#shared/error.ts';
import type { AccountId, IntegrationTokenId, LibraryItemId, MutationId, TenantId, UserId } from '#shared/ids.ts';
import type { Library } from '#shared/inbox.ts';
import type { QuickReply } from '#shared/library.ts';
import type { Mutation, MutationResult } from '#shared/mutation.ts';
import type { Role } from '#shared/permission.ts';
import type { RestResponse } from '#shared/wire/rest.ts';
import { verifyChain } from '../../src-backend/audit/audit-chain.ts';
import { addIntegrationToken } from '../../src-backend/testing/integration-tokens.ts';
import { type SignedIn, TestApp } from '../../src-backend/testing/test-app.ts';
import { connectNumber, mutate } from '../../src-backend/testing/test-inbox.ts';
import { memoryStore } from '../../src-main/cache/store.fixtures.ts';
import { ManualClock } from '../../src-main/sync/clock.fixtures.ts';
import { OutboxFlusher } from '../../src-main/sync/outbox-flusher.ts';
import { libraryCalls } from '../../src-main/workspace/library.ts';
import { operationCalls } from '../../src-main/workspace/operations.ts';
import { Replay } from '../support/operations-replay.ts';

// §3.6 rule 9: two admins' desktops that lose the network at any moment. The desktops are the real store, flusher and
// calls, the server the real application; only the line between them is the test's: it is cut, loses answers, and brings
// a request late, after others. A replay of what the server has written down says what everything must be.
// One property, so one file, though a long one: its world, its steps and who judges it.
// `PARLEY_PROPERTY_RUNS=500 npm run test:full -- operations-partitions` for the full count.

const runs = Number(process.env['PARLEY_PROPERTY_RUNS'] ?? 15);

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start({ rateLimitFactor: 1_000_000 });
  await Replay.prepare(test.db);
});
afterAll(() => test.close());

type Line = 'up' | 'cut' | 'losesAnswers' | 'late';
type Step =
  | { desk: 0 | 1; do: 'make'; what: number; value: number }
  | { desk: 0 | 1; do: 'undo'; which: number }
  | { desk: 0 | 1; do: 'decide'; which: number; mine: boolean }
  | { desk: 0 | 1; do: 'line'; line: Line }
  | { desk: 0 | 1; do: 'arrive' | 'wait' | 'sync' };

const desk = fc.constantFrom(0 as const, 1 as const);
const small = fc.nat(7);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ desk, do: fc.constant('make' as const), what: fc.nat(20), value: small }) },
  { weight: 1, arbitrary: fc.record({ desk, do: fc.constant('undo' as const), which: small }) },
  { weight: 2, arbitrary: fc.record({ desk, do: fc.constant('decide' as const), which: small, mine: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      desk,
      do: fc.constant('line' as const),
      line: fc.constantFrom<Line>('up', 'cut', 'losesAnswers', 'late'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ desk, do: fc.constantFrom('arrive' as const, 'wait' as const, 'sync' as const) }),
  },
);

interface World {
  tenantId: TenantId;
  accounts: AccountId[];
  tokens: { accountId: AccountId; tokenId: IntegrationTokenId }[];
  people: UserId[];
  itemId: LibraryItemId;
}

/** One admin's desktop, without its screen. */
class Desk {
  readonly clock = new ManualClock(test.clock.now());
  /** Everything that was ever in its queue. */
  readonly made = new Set<MutationId>();
  /** What its person took out of the queue: undone, overtaken by a later one, or decided. */
  readonly given = new Set<MutationId>();
  line: Line = 'up';
  readonly #late: Mutation[][] = [];
  #underWay = 0;
  readonly #memory;
  readonly #flusher: OutboxFlusher;
  readonly #parts;
  readonly operations;
  readonly library;
  readonly #as: SignedIn;
  readonly #replay: Replay;

  constructor(as: SignedIn, replay: Replay) {
    this.#as = as;
    this.#replay = replay;
    this.#memory = memoryStore(as.userId);
    this.#flusher = new OutboxFlusher({
      store: this.#memory.store,
      session: {
        isSignedIn: () => true,
        // The flusher asks for nothing else.
        call: ((_: 'mutate', { body }: { body: { mutations: Mutation[] } }) => this.#post(body.mutations)) as never,
      },
      clock: this.clock,
      random: () => 0,
      onResolved: () => undefined,
      onReached: () => undefined,
    });
    this.#parts = {
      store: this.#memory.store,
      serverNow: () => this.clock.now(),
      require: async () => undefined,
      onWritten: () => this.#flusher.wake(),
    };
    this.operations = operationCalls(this.#parts);
    this.library = libraryCalls(this.#parts, async () => undefined);
  }

  get store() {
    return this.#memory.direct;
  }

  queue() {
    return this.store.operations(this.clock.now());
  }

  /** What the person does, and what it does to the queue. */
  async doing(work: () => Promise<unknown>): Promise<void> {
    const before = this.queue().map(({ mutationId }) => mutationId);
    try {
      await work();
    } catch (error) {
      // That it is too late for it is an answer, too.
      if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
    }
    const after = new Set(this.queue().map(({ mutationId }) => mutationId));
    for (const id of after) this.made.add(id);
    for (const id of before) if (!after.has(id)) this.given.add(id);
  }

  async start(): Promise<void> {
    let next: string | null = '';
    this.store.snapshotBegin(0);
    while (next !== null) {
      const url = `/api/sync/snapshot?limit=2000${next === '' ? '' : `&cursor=${next}`}`;
      const { body } = await test.call('GET', url, { as: this.#as });
      const page = body as unknown as RestResponse<'snapshot'>;
      this.store.snapshotRows(page.rows);
      if (page.next === null) this.store.snapshotFinish({ epoch: page.epoch, seq: page.upTo });
      next = page.next;
    }
    this.#flusher.start();
  }

  close(): void {
    this.#flusher.stop();
    this.store.close();
  }

  async sync(): Promise<void> {
    if (this.line === 'cut') return;
    const cursor = this.store.cursor();
    const url = `/api/sync?epoch=${cursor?.epoch}&after=${cursor?.seq}&limit=1000`;
    const { body } = await test.call('GET', url, { as: this.#as });
    this.store.applyPage(body as unknown as ChangePage);
  }

  /** Time for the flusher's next try; all that it then does. */
  async wait(): Promise<void> {
    this.clock.advance(30_000);
    await this.settle();
  }

  /** What was on the line for so long comes to the server after all. */
  async arrive(): Promise<void> {
    const mutations = this.#late.shift();
    if (mutations !== undefined) await this.#deliver(mutations);
  }

  async settle(): Promise<void> {
    for (let quiet = 0; quiet < 12; quiet = this.#underWay === 0 ? quiet + 1 : 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async #post(mutations: Mutation[]): Promise<{ results: MutationResult[] }> {
    const offline = (sent: boolean) => new AppError('offline', 'cut', { details: { sent } });
    if (this.line === 'cut') throw offline(false);
    if (this.line === 'late') {
      this.#late.push(mutations);
      throw offline(true);
    }
    this.#underWay += 1;
    try {
      const results = await this.#deliver(mutations);
      if (this.line === 'losesAnswers') throw offline(true);
      return { results };
    } finally {
      this.#underWay -= 1;
    }
  }

  async #deliver(mutations: Mutation[]): Promise<MutationResult[]> {
    this.#replay.saw(mutations);
    return await mutate(test, this.#as, ...mutations);
  }
}

const names = ['Shop', 'Kiosk', 'Bar', 'Pub', 'Café', 'Depot', 'Stall', 'Store'] as const;
const lowerTo: readonly Role[] = ['viewer', 'agent'];

/** What this person does next, from what is on their screen. */
async function make(desktop: Desk, world: World, what: number, value: number): Promise<void> {
  const { users, accounts } = desktop.store.directory() ?? { users: [], accounts: [] };
  const account = accounts.find(({ id }) => id === world.accounts[what % 2]);
  const person = users.find(({ id }) => id === world.people[what % 2]);
  const token = world.tokens[what % 2];
  if (account === undefined || person === undefined || token === undefined) throw new Error('not synced');
  const ofAccount = { type: 'account.edit', accountId: account.id } as const;
  const name = names[value] ?? 'Shop';
  const shown = desktop
    .queue()
    .findLast(({ target, field, state }) => target === account.id && field === 'name' && state !== 'conflict');
  const kinds: (() => NewOperation | null)[] = [
    () => ({
      ...ofAccount,
      field: 'name',
      base: typeof shown?.value === 'string' ? shown.value : account.name,
      value: name,
    }),
    () => ({ ...ofAccount, field: 'color', base: account.color, value }),
    () => ({ ...ofAccount, field: 'active', base: account.cannotSend === null, value: true }),
    () => ({ type: 'account.pause', accountId: account.id }),
    () => ({ type: 'user.edit', userId: person.id, field: 'name', base: person.name, value: name }),
    () => ({ type: 'user.lower', userId: person.id, base: person.role, role: lowerTo[value % 2] ?? 'viewer' }),
    () => ({ type: 'user.disable', userId: person.id }),
    () => ({ type: 'token.revoke', ...token }),
    () => null,
    () => null,
  ];
  const operation = kinds[Math.floor(what / 2) % kinds.length]?.() ?? null;
  if (operation === null) {
    // The team's quick reply, as the screen shows it.
    const library: Library = desktop.store.library();
    const item = library.items.find(({ id }) => id === world.itemId);
    if (item?.content.kind !== 'quickReply') throw new Error('not synced');
    const content: QuickReply = { ...item.content, [what % 2 === 0 ? 'title' : 'text']: name };
    await desktop.library.save({ itemId: item.id, expected: item.version, shared: true, content, base: item.content });
  } else await desktop.operations.make(operation);
}

async function take(desktop: Desk, world: World, one: Step): Promise<void> {
  const { operations } = desktop;
  switch (one.do) {
    case 'make':
      return await desktop.doing(() => make(desktop, world, one.what, one.value));
    case 'undo': {
      const all = desktop.queue();
      const found = all[one.which % Math.max(1, all.length)];
      if (found !== undefined) await desktop.doing(() => operations.undo(found));
      return;
    }
    case 'decide': {
      const open = desktop.queue().filter(({ state }) => state === 'conflict');
      const found = open[one.which % Math.max(1, open.length)];
      const decision = one.mine ? 'mine' : 'theirs';
      if (found !== undefined) await desktop.doing(() => operations.decide({ mutationId: found.mutationId, decision }));
      return;
    }
    case 'line':
      desktop.line = one.line;
      return;
    case 'arrive':
      return await desktop.arrive();
    case 'wait':
      return await desktop.wait();
    case 'sync':
      return await desktop.sync();
  }
}

async function aWorld(): Promise<{ world: World; admins: SignedIn[] }> {
  const tenantId = await test.addTenant();
  const admins = [await test.signIn(tenantId, 'admin'), await test.signIn(tenantId, 'admin')];
  const [admin] = admins as [SignedIn];
  const accounts: AccountId[] = [];
  const tokens: World['tokens'] = [];
  for (const number of ['1', '2']) {
    const phoneNumberId = `${test.clock.now()}${number}`;
    // Webhooks find a number by its id: no two companies of this server have the same.
    test.clock.advance(1);
    const accountId = await connectNumber(test, tenantId, { phoneNumberId, name: 'Shop' });
    await addIntegrationToken(test, admin, accountId);
    accounts.push(accountId);
  }
  const rows = await test.db.selectFrom('integrationToken').selectAll().where('tenantId', '=', tenantId).execute();
  // Our own rows.
  for (const row of rows) tokens.push({ accountId: row.accountId as AccountId, tokenId: row.id as IntegrationTokenId });
  const people = [(await test.addUser(tenantId, 'marketer')).userId, (await test.addUser(tenantId, 'agent')).userId];
  const itemId = accounts[0] as string as LibraryItemId;
  const content: QuickReply = { kind: 'quickReply', shortcut: 'hours', title: 'Shop', text: 'Shop', media: null };
  await mutate(test, admin, { type: 'library.save', itemId, expected: 0, shared: true, content });
  return { world: { tenantId, accounts, tokens, people, itemId }, admins };
}

it(
  'two desktops under random partitions converge, and no operation is lost or applied twice',
  { timeout: 3_600_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async (steps) => {
        const { world, admins } = await aWorld();
        const replay = await Replay.from(test.db, world.tenantId);
        const desks = admins.map((as) => new Desk(as, replay));
        for (const desktop of desks) await desktop.start();
        try {
          for (const one of steps) {
            const desktop = desks[one.desk];
            if (desktop === undefined) continue;
            await take(desktop, world, one);
            await desktop.settle();
          }
          // The network is back, and each card is decided.
          for (const desktop of desks) {
            desktop.line = 'up';
            await desktop.arrive();
          }
          for (let round = 0; round < 6; round++) {
            for (const desktop of desks) {
              await desktop.wait();
              await desktop.sync();
              for (const { mutationId, state } of desktop.queue()) {
                if (state === 'waiting' || state === 'underWay') continue;
                const decision = round < 3 && state === 'conflict' ? 'mine' : 'theirs';
                await desktop.doing(() => desktop.operations.decide({ mutationId, decision }));
              }
            }
          }
          const truth = await replay.ofEverything();
          expect(truth.differences).toEqual([]);
          expect(await verifyChain(test.db, world.tenantId)).toMatchObject({ fault: null });
          for (const desktop of desks) {
            await desktop.sync();
            expect(desktop.queue()).toEqual([]);
            expect(replay.onScreen(desktop.store.directory(), desktop.store.library())).toEqual(truth.state);
            // What was neither applied nor taken out of the queue by its person, who saw why.
            const lost = [...desktop.made].filter((id) => !truth.applied.has(id) && !desktop.given.has(id));
            expect(lost).toEqual([]);
          }
        } finally {
          for (const desktop of desks) desktop.close();
        }
      }),
      { numRuns: runs },
    );
  },
);
