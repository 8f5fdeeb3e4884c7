import { execFile } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { roles } from '#shared/permission.ts';
import { createApi, type Api } from '../support/api.ts';
import { filesBelow, findPlaintext } from '../support/folder.ts';
import { built } from '../support/root.ts';
import { ask, failure } from './support/ask.ts';
import { startCompany, type Company } from './support/company.ts';

// Seed 3: what keeps the inbox safe.

let company: Company;

beforeAll(async () => {
  company = await startCompany('security');
});
afterAll(() => company.stop());

const hook = () => `${company.url()}/api/whatsapp/webhook`;
const post = (path: string, bytes: string, secret: string | null) =>
  ask('POST', `${hook()}${path}`, {
    body: bytes,
    headers:
      secret === null
        ? {}
        : { 'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}` },
  });

/** Spaces and escapes as no serialiser would write them: the signature is over the bytes. */
const inbound = (id: string, text: string) => {
  const { phoneNumberId, wabaId } = company.account();
  return `{ "object":"whatsapp_business_account" , "entry":[{"id":"${wabaId}","changes":[{"field":"messages",
    "value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"1","phone_number_id":"${phoneNumberId}"},
    "contacts":[{"profile":{"name":"Zo\\u00eb"},"wa_id":"13125550120"}],
    "messages":[{"from":"13125550120","id":"${id}","timestamp":"${Math.floor(Date.now() / 1000)}","type":"text",
    "text":{"body":"${text}"}}]}}]}]}`;
};

it('M-7 tokens are sealed, each account has a verify token of its own, bytes are signed, every webhook is kept', async () => {
  const accounts = (await company.team.admin.call('listIntegrations')).data;
  expect(new Set(accounts.map(({ verifyToken }) => verifyToken)).size).toBe(accounts.length);
  const [first, second] = accounts;
  const shake = async (id: string, token: string | undefined) =>
    (await ask('GET', `${hook()}/${id}?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=42`)).status;
  expect(await shake(first?.id ?? '', first?.verifyToken)).toBe(200);
  expect(await shake(first?.id ?? '', second?.verifyToken)).toBe(403);

  const { appSecret } = company.team.simulator.company;
  const bytes = inbound('wamid.M7', 'Signed');
  expect((await post('', bytes, appSecret)).status).toBe(200);
  const unsigned = failure(401, 'unauthenticated', expect.stringContaining('X-Hub-Signature-256'));
  for (const [body, secret] of [
    [bytes, null],
    [bytes, `${appSecret}x`],
  ] as const) {
    const { status, body: answer } = await post('', body, secret);
    expect({ status, body: answer }).toEqual(unsigned);
  }
  // The same JSON with other bytes is another body.
  const signature = `sha256=${createHmac('sha256', appSecret).update(bytes).digest('hex')}`;
  const rewritten = JSON.stringify(JSON.parse(bytes));
  const forged = await ask('POST', hook(), { body: rewritten, headers: { 'x-hub-signature-256': signature } });
  expect(forged.status).toBe(401);

  await post('', inbound('wamid.M7b', 'Kept'), appSecret);
  const { webhooks } = await company.team.admin.call('listWebhooks', { query: { limit: 1 } });
  const [kept] = webhooks;
  expect(kept).toEqual({
    id: expect.any(Number),
    receivedAt: expect.any(Number),
    fields: ['messages'],
    accountIds: [first?.id],
    state: 'projected',
    note: null,
    bytes: expect.any(Number),
  });
  const inspected = await company.team.admin.call('inspectWebhook', { params: { id: String(kept?.id) } });
  expect(inspected.body).toContain('Kept');
  expect(inspected.outcomes).toMatchObject([{ wamid: 'wamid.M7b', messageId: expect.any(String) }]);
  const again = await company.team.admin.call('replayWebhook', { params: { id: String(kept?.id) } });
  expect(again.outcomes).toEqual(inspected.outcomes);

  const before = (await company.team.admin.call('listConversations', { query: {} })).data;
  await company.team.backend.stop();
  const { stdout } = await promisify(execFile)(process.execPath, [built('backend/main.js'), 'replay'], {
    cwd: company.team.backend.dir,
    env: {
      ...process.env,
      NODE_ENV: 'test',
      DATABASE_URL: `sqlite:${company.team.backend.databaseFile}`,
      DATABASE_KEY: Buffer.from(company.team.backend.databaseKey, 'hex').toString('base64'),
      JWT_SECRET: randomBytes(32).toString('hex'),
      ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    },
  });
  expect(stdout.trim()).toMatch(/^2 webhooks replayed, 0 told something new; dead letters: 0$/);
  const sealed = await company.database(async ({ db }) =>
    (await db.selectFrom('tenantWhatsappConfig').select('accessToken').execute()).map((row) => row.accessToken),
  );
  expect((await company.team.admin.call('listConversations', { query: {} })).data).toEqual(before);
  // The same token for all of them, and sealed differently for each: with a nonce of its own, bound to its row.
  expect(sealed).toHaveLength(accounts.length);
  expect(new Set(sealed).size).toBe(sealed.length);
  const files = filesBelow(company.folder).filter((file) => !file.includes('simulator'));
  expect(findPlaintext(files, [company.team.simulator.company.accessToken, appSecret])).toEqual([]);
});

const password = 'a password of my own';
async function colleague(name: string, role: (typeof roles)[number]): Promise<Api> {
  const email = `${name}@security.example`;
  const { link } = await company.team.admin.call('inviteUser', { body: { name, email, role: role as never } });
  const token = link.split('#')[1] ?? '';
  const api = createApi(company.url());
  await api.call('usePasswordLink', { body: { token, password } });
  api.token = (await api.call('login', { body: { email, password } })).accessToken;
  return api;
}

it('M-8 each role may do what the one table says, companies see nothing of each other, and acts are written down', async () => {
  await company.customerWrites('1234567890', 'Hello');
  const people = {
    viewer: (await colleague('vera', 'viewer')).token,
    agent: (await colleague('ann', 'agent')).token,
    marketer: (await colleague('max', 'marketer')).token,
    admin: (await colleague('ada', 'admin')).token,
    superadmin: company.team.admin.token,
  };
  /** Least role, and a request that changes nothing where it is let in. */
  const acts = [
    ['viewer', 'GET', '/api/whatsapp/conversations', undefined],
    ['agent', 'POST', '/api/whatsapp/messages/send', {}],
    ['marketer', 'POST', '/api/campaigns', {}],
    ['marketer', 'POST', '/api/whatsapp/templates', {}],
    ['marketer', 'POST', '/api/quick-replies', {}],
    ['admin', 'GET', '/api/whatsapp/integrations', undefined],
    ['admin', 'POST', '/api/settings/integration-tokens', {}],
    ['admin', 'GET', '/api/audit', undefined],
    ['superadmin', 'GET', '/api/tenants', undefined],
    ['superadmin', 'POST', `/api/whatsapp/tenant-config/${(await company.team.admin.call('me')).tenant.id}`, {}],
  ] as const;
  const found: string[] = [];
  const wanted: string[] = [];
  for (const [least, method, path, body] of acts) {
    for (const role of roles) {
      const { status } = await company.ask(method, path, body, people[role]);
      found.push(`${role} ${method} ${path}: ${status === 403 ? 'refused' : 'let in'}`);
      const isLetIn = roles.indexOf(role) >= roles.indexOf(least);
      wanted.push(`${role} ${method} ${path}: ${isLetIn ? 'let in' : 'refused'}`);
    }
  }
  expect(found).toEqual(wanted);

  const created = await company.team.admin.call('createTenant', {
    body: { name: 'Their Company', admin: { name: 'Theo', email: 'theo@theirs.example' } },
  });
  const theirs = createApi(company.url());
  await theirs.call('usePasswordLink', { body: { token: created.invitation.link.split('#')[1] ?? '', password } });
  theirs.token = (await theirs.call('login', { body: { email: 'theo@theirs.example', password } })).accessToken;
  expect((await theirs.call('listConversations', { query: {} })).data).toEqual([]);
  expect((await theirs.call('listIntegrations')).data).toEqual([]);
  const [ours] = (await company.team.admin.call('listConversations', { query: {} })).data;
  expect(await company.ask('GET', `/api/whatsapp/conversations/${ours?.id}/messages`, undefined, theirs.token)).toEqual(
    failure(404, 'not_found', expect.any(String)),
  );

  const { entries } = await company.team.admin.call('audit', { query: { limit: 200 } });
  const actions = entries.map(({ action }) => action);
  expect(actions).toEqual(expect.arrayContaining(['account.added', 'user.invited']));
  expect(await company.team.admin.call('verifyAudit')).toMatchObject({ fault: null });
});

it('M-8 WHATSAPP_MIN_ROLE=marketer is the document’s strict rule', async () => {
  const strict = await startCompany('strict', { backendEnv: { WHATSAPP_MIN_ROLE: 'marketer' } });
  try {
    for (const role of ['viewer', 'agent', 'marketer'] as const) {
      const name = `${role}-of-strict`;
      const email = `${name}@strict.example`;
      await strict.team.admin.call('createUser', { body: { name, email, password, role } });
      const api = createApi(strict.url());
      const { accessToken } = await api.call('login', { body: { email, password } });
      const { status } = await strict.ask('GET', '/api/whatsapp/conversations', undefined, accessToken);
      expect([role, status]).toEqual([role, role === 'marketer' ? 200 : 403]);
    }
  } finally {
    await strict.stop();
  }
});
