import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sleep, until } from '../support/deadline.ts';
import { createApi } from '../support/api.ts';
import { readServer } from '../support/server-truth.ts';
import { startTeam, type Team } from '../support/team.ts';

// `npm run faults -- --keys` (T-28): new keys of ENCRYPTION_KEYS are put to work, and the old ones taken away, while
// customers write, agents answer and services fetch tokens; some changes are killed in the middle. Every secret opens
// all the time, and nothing is lost. Longer than other files: load, changes and judge are one run.

export interface KeysSize {
  /** How often the key is exchanged for a new one. */
  rotations: number;
  /** In how many of them the backend is killed while it wraps. */
  kills: number;
  /** Each with secrets of its own. */
  companies: number;
}

export const fullKeys: KeysSize = { rotations: 50, kills: 10, companies: 40 };

export interface KeysOutcome {
  rotations: number;
  kills: number;
  /** How often a secret was asked for while that went on. */
  opened: number;
  /** What did not open, and why. */
  failed: string[];
  written: number;
  sent: number;
  /** Messages in either direction that are nowhere. */
  lost: string[];
  twice: string[];
  uncertain: number;
  /** Data keys that were left under an old key after a rotation had said it was done. */
  left: number;
}

const serviceKey = randomBytes(24).toString('hex');

export async function runKeys(
  folder: string,
  seed: string,
  size: KeysSize,
  say: (line: string) => void = () => undefined,
): Promise<KeysOutcome> {
  const ring = createRing(join(folder, 'backend'));
  const team = await startTeam({
    folder,
    seed,
    simulatorFlags: ['--status-delays=20,20,20', '--webhook-retry-scale=0.05'],
    backendEnv: {
      // Read from the file, so that it can change under a running process.
      ENCRYPTION_KEYS: undefined,
      SERVICE_KEY: serviceKey,
      RATE_LIMIT_FACTOR: '1000000',
    },
    beforeStart: ring.write,
  });
  try {
    const vault = await fillVault(team, size.companies);
    say(`${vault.length} secrets of ${size.companies + 1} companies`);
    const load = startLoad(team, vault);
    const outcome = { rotations: 0, kills: 0, left: 0 };
    for (let round = 0; round < size.rotations; round++) {
      ring.add();
      // Spread over the run.
      const isKilled = Math.floor(((round + 1) * size.kills) / size.rotations) > outcome.kills;
      if (isKilled) {
        outcome.kills++;
        const rotating = team.admin.call('rotateEncryptionKeys').catch(() => undefined);
        await sleep(round % 4);
        await team.backend.kill();
        await rotating;
        // It goes on wrapping where it was.
        await team.startBackend();
      }
      outcome.left += await rotate(team);
      // The old key is no longer there: whatever still hung on it would be found now, by the next start at the latest.
      ring.dropOld();
      outcome.left += await rotate(team);
      if (isKilled) {
        await team.backend.kill();
        await team.startBackend();
      }
      outcome.rotations++;
      await load.goOn(10);
      say(`${outcome.rotations} of ${size.rotations} keys exchanged, ${outcome.kills} times killed`);
    }
    const loaded = await load.stop();
    // Nothing of what is in memory may have helped.
    await team.backend.stop();
    await team.startBackend();
    await team.signInAdmin();
    const failed = [...loaded.failed, ...unopened(team.backend.logFile)];
    for (const secret of vault) failed.push(...(await complaintOf(secret)));
    return { ...outcome, ...loaded, failed, ...(await judge(team, loaded)) };
  } finally {
    await team.stop();
  }
}

export const isExactKeys = ({ rotations, failed, lost, twice, left }: KeysOutcome, size: KeysSize): boolean =>
  rotations === size.rotations && failed.length + lost.length + twice.length + left === 0;

/** ENCRYPTION_KEYS in the .env of the backend. */
function createRing(dir: string): { write(): void; add(): void; dropOld(): void } {
  const fresh = (): string => randomBytes(32).toString('base64');
  let made = 1;
  let keys = [`k1:${fresh()}`];
  const write = (): void => writeFileSync(join(dir, '.env'), `ENCRYPTION_KEYS=${keys.join(',')}\n`, { mode: 0o600 });
  return {
    write,
    add() {
      keys = [`k${++made}:${fresh()}`, ...keys];
      write();
    },
    dropOld() {
      keys = keys.slice(0, 1);
      write();
    },
  };
}

/** How many data keys are left under an old key. */
async function rotate(team: Team): Promise<number> {
  await team.signInAdmin();
  return (await team.admin.call('rotateEncryptionKeys')).data.left;
}

/** Something encrypted, and how to see that it opens. */
interface KeptSecret {
  name: string;
  read(): Promise<string>;
  expected: string;
}

/** A number of its own for each company, and a file. */
async function fillVault(team: Team, companies: number): Promise<KeptSecret[]> {
  const { accessToken, wabas } = team.simulator.company;
  const wabaId = wabas[0]?.id ?? '';
  const vault: KeptSecret[] = [];
  const tokenOf = (tenantId: string, phoneNumberId: string): KeptSecret => ({
    name: `token of ${phoneNumberId}`,
    expected: accessToken,
    read: async () => {
      const url = `${team.backend.url()}/tenants/${tenantId}/credentials/meta?phoneNumberId=${phoneNumberId}`;
      const response = await fetch(url, { headers: { authorization: `Bearer ${serviceKey}` } });
      const text = await response.text();
      return response.ok ? (JSON.parse(text) as { accessToken: string }).accessToken : `${response.status} ${text}`;
    },
  });
  const own = (await team.admin.call('me')).tenant.id;
  for (const { phoneNumberId } of team.accounts) vault.push(tokenOf(own, phoneNumberId));
  for (let index = 0; index < companies; index++) {
    const admin = { name: 'Admin', email: `admin-${index}@companies.example` };
    const { tenant } = await team.admin.call('createTenant', { body: { name: `Company ${index}`, admin } });
    const response = await fetch(`${team.simulator.url}/_control/numbers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        wabaId,
        phoneNumber: `1202555${1000 + index}`,
        verifiedName: `Company ${index}`,
        registered: true,
      }),
    });
    const { id: phoneNumberId } = (await response.json()) as { id: string };
    const params = { tenantId: tenant.id };
    await team.admin.call('putWhatsappConfig', { params, body: { wabaId, phoneNumberId, accessToken } });
    vault.push(tokenOf(tenant.id, phoneNumberId));
  }
  const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(2000), Buffer.from('\n%%EOF\n')]);
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(bytes)], { type: 'application/pdf' }), 'kept.pdf');
  const headers = () => ({ authorization: `Bearer ${team.admin.token}` });
  const upload = await fetch(`${team.backend.url()}/api/media`, { method: 'POST', headers: headers(), body: form });
  const { data } = (await upload.json()) as { data: { id: string } };
  vault.push({
    name: 'a file',
    expected: bytes.toString('base64'),
    read: async () => {
      const response = await fetch(`${team.backend.url()}/api/media/${data.id}`, { headers: headers() });
      return Buffer.from(await response.arrayBuffer()).toString('base64');
    },
  });
  for (const secret of vault) {
    const [complaint] = await complaintOf(secret);
    if (complaint !== undefined) throw new Error(complaint);
  }
  return vault;
}

/** Why it does not open; empty when it does. A backend that is away opens nothing, and that is no complaint. */
async function complaintOf({ name, read, expected }: KeptSecret): Promise<string[]> {
  try {
    const found = await read();
    return found === expected ? [] : [`${name}: ${found.slice(0, 200)}`];
  } catch {
    return [];
  }
}

interface Loaded {
  opened: number;
  failed: string[];
  written: number;
  sent: number;
}

/** Customers write, the team answers, services fetch tokens, all of it until `stop`. */
function startLoad(team: Team, vault: readonly KeptSecret[]) {
  const loaded: Loaded = { opened: 0, failed: [], written: 0, sent: 0 };
  const over = new AbortController();
  const [account] = team.accounts;
  const api = createApi(team.backend.url());
  const customer = (index: number): string => `1312555${2000 + (index % 20)}`;
  const repeat = async (work: (turn: number) => Promise<void>): Promise<void> => {
    for (let turn = 0; !over.signal.aborted; turn++) await work(turn);
  };
  const writing = repeat(async (turn) => {
    await team.simulator.write({
      waId: customer(turn),
      phoneNumberId: account?.phoneNumberId ?? '',
      text: `in ${turn}`,
    });
    loaded.written++;
    await sleep(10);
  });
  const sending = repeat(async () => {
    // Their window is open once they have written.
    if (loaded.written < 40) return await sleep(10);
    const turn = loaded.sent;
    const body = { integrationId: account?.id, to: customer(turn), type: 'text', text: { body: `out ${turn}` } };
    // The same key until it is taken: also by a backend that was killed in between.
    await until(`message ${turn} to be taken`, async () => {
      const response = await fetch(`${team.backend.url()}/api/whatsapp/messages/send`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': `out-${turn}`,
          authorization: `Bearer ${api.token ?? team.admin.token}`,
        },
        body: JSON.stringify(body),
      }).catch(() => null);
      if (response !== null && response.status !== 202 && response.status !== 401) {
        throw new Error(`${response.status} ${await response.text()}`);
      }
      return response?.status === 202;
    });
    loaded.sent++;
    await sleep(10);
  });
  const opening = repeat(async (turn) => {
    const secret = vault[turn % vault.length];
    if (secret !== undefined) loaded.failed.push(...(await complaintOf(secret)));
    loaded.opened++;
  });
  const all = Promise.all([writing, sending, opening]);
  all.catch(() => undefined);
  return {
    /** Until so much more of each has been done. */
    async goOn(count: number): Promise<void> {
      const { opened, written, sent } = loaded;
      const enough = (): boolean =>
        loaded.opened >= opened + count && loaded.written >= written + count && loaded.sent >= sent + count;
      await Promise.race([until('the load to go on', enough, { withinMs: 60_000 }), all]);
    },
    async stop(): Promise<Loaded> {
      over.abort();
      await all;
      return loaded;
    },
  };
}

async function judge(
  team: Team,
  { written, sent }: Loaded,
): Promise<Pick<KeysOutcome, 'lost' | 'twice' | 'uncertain'>> {
  const expected = [
    ...Array.from({ length: written }, (_, turn) => `in ${turn}`),
    ...Array.from({ length: sent }, (_, turn) => `out ${turn}`),
  ];
  const textOf = (message: { content: { type: string } }): string => String(Reflect.get(message.content, 'text'));
  const messages = await until(
    'everything to be at rest',
    async () => {
      const all = (await readServer(team.admin)).messages;
      const isMoving = all.some(({ sendState }) => ['queued', 'sending', 'held'].includes(sendState?.state ?? ''));
      return all.length >= expected.length && !isMoving ? all : null;
    },
    { withinMs: 60_000, everyMs: 500 },
  );
  const count = new Map<string, number>();
  for (const message of messages) count.set(textOf(message), (count.get(textOf(message)) ?? 0) + 1);
  const { sends } = await team.simulator.ledger();
  const accepted = new Map<string, number>();
  for (const { body } of sends) accepted.set(String(body), (accepted.get(String(body)) ?? 0) + 1);
  const uncertain = new Set(messages.filter(({ sendState }) => sendState?.state === 'uncertain').map(textOf));
  const isLost = (text: string): boolean =>
    !count.has(text) || (text.startsWith('out') && !accepted.has(text) && !uncertain.has(text));
  return {
    lost: expected.filter(isLost),
    twice: expected.filter((text) => (count.get(text) ?? 0) > 1 || (accepted.get(text) ?? 0) > 1),
    uncertain: uncertain.size,
  };
}

/** What the log knows of that did not open. */
function unopened(logFile: string): string[] {
  return readFileSync(logFile, 'utf8')
    .split('\n')
    .filter((line) => /no longer has|failed unexpectedly/.test(line));
}
