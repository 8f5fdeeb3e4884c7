import { until } from '../deadline.ts';
import type { Team } from '../team.ts';
import { addCompany } from './callers.ts';
import { isRecord, type Hints } from './json-schema.ts';

// A company that has something of everything, so that what is asked for can be found and the code behind is reached.

export interface World {
  /** Of things that exist: ours, and those of a company that no caller belongs to. */
  ids: readonly string[];
  /** What names that other company. */
  companies: readonly string[];
  /** What a field or a part of a path of this name usually holds. */
  hints: Hints;
  /** Where the gateway of a device of ours tells of it, and with which headers. */
  device: { path: string; headers: Record<string, string> };
  /** Of a number that nobody but the program reaches. */
  integrationToken: string;
}

export interface AnyRoute {
  method: string;
  path: string;
}

const phones = ['13125550301', '13125550302', '13125550303'] as const;
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Signed in as the admin of the team. Nothing of the admin's own is among the ids. */
export async function createWorld(team: Team, routes: readonly AnyRoute[]): Promise<World> {
  const [account, ofProgram] = team.accounts;
  if (account === undefined || ofProgram === undefined) throw new Error('the company has too few numbers');
  const other = await addCompany(team);
  await team.signInAdmin();
  const post = async (path: string, body: object): Promise<unknown> => await ask(team, 'POST', path, body);
  const { token } = (await team.admin.call('createIntegrationToken', { body: { accountId: ofProgram.id } })).data;
  await team.simulator.writeMany(
    [account, ofProgram].flatMap(({ phoneNumberId }) =>
      phones.map((waId) => ({ waId, phoneNumberId: phoneNumberId ?? '', text: 'hello' })),
    ),
    { wait: true },
  );
  const conversations = await until('the conversations', async () => {
    const { data } = await team.admin.call('listConversations');
    return data.length === 6 ? data : null;
  });
  const messages = await Promise.all(
    conversations.map(async ({ id }) => (await team.admin.call('listConversationMessages', { params: { id } })).data),
  );
  for (let index = 0; index < 4; index++) {
    const email = `bystander-${index}@parley.example`;
    await post('/api/users', { name: 'Bystander', email, password: 'correct horse battery', role: 'agent' });
    await post('/api/invitations', { name: 'Guest', email: `guest-${index}@parley.example`, role: 'agent' });
    await post('/api/quick-replies', { shortcut: `hi${index}`, text: 'hello' });
    await post('/api/settings/outgoing-webhooks', {
      accountId: account.id,
      url: hookUrl,
      events: ['message.received'],
    });
    const template = { name: 'hello_world', language: 'en_US' };
    await post('/api/campaigns', { accountId: account.id, template, recipients: [phones[0]] });
  }
  await post('/api/whatsapp/templates/sync', {});
  const media = await upload(team);
  const device = await addDevice(team);
  await post('/api/whatsapp/devices', { name: 'Another' });
  await post(`/api/whatsapp/tenant-config/${other.tenantId}`, { endpoint_name: 'a' });
  const { ids, byNoun, templates } = await readLists(team, routes, [ofProgram.id, ...device.ids]);
  const accounts = team.accounts.map(({ id }) => id).filter((id) => id !== ofProgram.id);
  const messageIds = messages.flat().map(({ id }) => id);
  return {
    ids,
    companies: [other.tenantId, other.externalId, other.slug],
    device,
    integrationToken: token,
    hints: {
      ...byNoun,
      integrations: accounts,
      accountId: accounts,
      accountIds: accounts,
      integrationId: accounts,
      conversations: conversations.map(({ id }) => id),
      conversationId: conversations.map(({ id }) => id),
      contactId: byNoun['contacts'] ?? [],
      messages: messageIds,
      replyTo: messageIds,
      basedOn: messageIds,
      media,
      to: phones,
      recipientPhone: phones,
      recipient: phones,
      recipients: phones,
      phone: phones,
      url: [hookUrl],
      language: ['en_US'],
      templates: byNoun['templates'] ?? [],
      name: templates,
      endpoint_name: ['a'],
      mediaId: media,
    },
  };
}

/** Nobody listens there; PRIVATE_HOSTS allows it. */
export const hookUrl = 'http://127.0.0.1:9/hook';

async function ask(team: Team, method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${team.backend.url()}${path}`, {
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${team.admin.token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok && method !== 'GET') throw new Error(`${path}: ${response.status} ${text}`);
  return response.headers.get('content-type')?.startsWith('application/json') === true ? JSON.parse(text) : null;
}

async function upload(team: Team): Promise<string[]> {
  const form = new FormData();
  form.set('file', new Blob([pdf], { type: 'application/pdf' }), 'a.pdf');
  const response = await fetch(`${team.backend.url()}/api/media`, {
    method: 'POST',
    headers: { authorization: `Bearer ${team.admin.token}` },
    body: form,
  });
  return (await response.text()).match(uuid) ?? [];
}

export const pdf = '%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n';

/** A device of ours, and how its gateway calls. */
async function addDevice(team: Team): Promise<World['device'] & { ids: readonly string[] }> {
  const { id: tenantId } = (await team.admin.call('me')).tenant;
  await team.admin.call('assignEndpoint', { params: { tenantId }, body: { endpoint_name: 'a' } });
  const { device: added } = await team.admin.call('addDevice', { body: { name: 'Counter' } });
  const { url, company } = team.simulator;
  const askGateway = async (path: string): Promise<unknown> =>
    (await fetch(`${url}${path}`, { headers: { apikey: company.gateway.apiKey } })).json();
  // The simulator's documented answers.
  const { instances } = (await askGateway('/_control/gateway')) as { instances: { name: string }[] };
  const hook = (await askGateway(`/gateway/webhook/find/${instances[0]?.name}`)) as {
    url: string;
    headers: Record<string, string>;
  };
  const headers = Object.fromEntries(Object.entries(hook.headers).map(([name, value]) => [name.toLowerCase(), value]));
  return { path: new URL(hook.url).pathname, headers, ids: JSON.stringify(added).match(uuid) ?? [] };
}

/** What the admin's lists show: ids, ids by what a path calls the things, names of templates. `kept`: in none of them. */
async function readLists(team: Team, routes: readonly AnyRoute[], kept: readonly string[]) {
  const [found, needed] = [new Set<string>(), new Set<string>(kept)];
  const byNoun: Record<string, string[]> = {};
  const templates: string[] = [];
  for (const { method, path } of routes) {
    if (method !== 'GET' || path.includes(':')) continue;
    const answer = await ask(team, method, path);
    const isOwn = /^\/api\/me\b|integration-tokens$/.test(path);
    for (const [id] of (JSON.stringify(answer) ?? '').matchAll(uuid)) (isOwn ? needed : found).add(id);
    const noun = path.split('/').at(-1) ?? '';
    const items = isRecord(answer) ? (Object.values(answer).find(Array.isArray) ?? []) : [];
    for (const item of items.filter(isRecord)) {
      if (item['id'] !== undefined) (byNoun[noun] ??= []).push(String(item['id']));
      if (noun === 'templates' && typeof item['name'] === 'string') templates.push(item['name']);
    }
  }
  for (const { id } of team.accounts) if (!kept.includes(id)) needed.delete(id);
  const isFree = (id: string): boolean => !needed.has(id);
  for (const [noun, all] of Object.entries(byNoun)) byNoun[noun] = all.filter(isFree).slice(0, 12);
  return { ids: [...found].filter(isFree).slice(0, 60), byNoun, templates: [...new Set(templates)].slice(0, 12) };
}
