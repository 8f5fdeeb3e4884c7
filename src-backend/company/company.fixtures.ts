import { afterEach, beforeEach } from 'vitest';
import type { BusinessHours } from '#shared/business-hours.ts';
import type { Company, CompanyEdit, CompanySettings } from '#shared/company.ts';
import type { AccountId } from '#shared/ids.ts';
import { FakeGraph } from '../testing/fake-graph.ts';
import { type SignedIn, TestApp } from '../testing/test-app.ts';
import { connectNumber, postWebhook, sent } from '../testing/test-inbox.ts';
import { anInbound } from '../testing/webhook-bodies.ts';
import { AutoReplies } from './auto-replies.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** Of the test that runs. */
let graph: FakeGraph;
export let test: TestApp;
export let admin: SignedIn;
export let accountId: AccountId;

/** Every test of the file begins with a company that has an admin and a number, and has settled nothing. */
export function freshCompanyForEachTest(): void {
  beforeEach(async () => {
    graph = await FakeGraph.start();
    test = await TestApp.start({ graphUrl: graph.url });
    admin = await test.signIn(await test.addTenant(), 'admin');
    accountId = await connectNumber(test, admin.tenantId);
  });
  afterEach(async () => {
    await test.close();
    await graph.stop();
  });
}

export const company = async (as = admin): Promise<Company> =>
  (await test.call('GET', '/api/company', { as })).body['company'] as Company;
export const patch = async (as: SignedIn, edits: object[]) =>
  await test.call('PATCH', '/api/company', { as, body: { edits } });

/** Time goes by: an access token lives ten minutes. */
export async function after(ms: number): Promise<void> {
  test.clock.advance(ms);
  admin = { ...admin, ...(await test.login(admin.email)) };
}

/** Settles fields as they stand now. */
export async function settle(wanted: Partial<CompanySettings>): Promise<void> {
  const now = await company();
  const edits = Object.entries(wanted).map(
    ([field, value]) => ({ field, base: now[field as keyof CompanySettings], value }) as CompanyEdit,
  );
  const { status, text } = await patch(admin, edits);
  if (status !== 200) throw new Error(text);
}

export const nine = [{ from: 9 * 60, to: 17 * 60 }];
/** The clock of the tests stands on a Saturday. */
export const workdays: BusinessHours = {
  timeZone: 'Europe/Berlin',
  week: [nine, nine, nine, nine, nine, [], []],
  holidays: [],
};
export const away = { on: true, text: 'We are back on Monday.' };
export const greeting = { on: true, text: 'Welcome to Acme!' };

let wamids = 0;
export async function customerWrites(text: string, from = '16505551234', ageMs = 0): Promise<void> {
  const timestamp = Math.floor((test.clock.now() - ageMs) / 1000);
  await postWebhook(test, anInbound({ wamid: `wamid.c${++wamids}`, text, timestamp, from }));
  // Told after this turn of the event loop.
  await new Promise((resolve) => setImmediate(resolve));
  await test.app.get(AutoReplies, { strict: false }).settled();
  await sent(test);
}
export const texts = () => graph.calls.flatMap(({ body }) => (body.type === 'text' ? [body.text.body as string] : []));
