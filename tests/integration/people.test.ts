import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { generateSync } from 'otplib';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenDatabase, openDatabase } from '../../src-backend/platform/database/open-database.ts';
import { createApi, type Api } from '../support/api.ts';
import { until } from '../support/deadline.ts';
import { makeFolder, removeFolder } from '../support/folder.ts';
import { built } from '../support/root.ts';
import { startTeam, type Team } from '../support/team.ts';

// People of a company on the real server, and the audit log that nobody can rewrite.

const folder = makeFolder('people');
const secrets = {
  JWT_SECRET: randomBytes(32).toString('hex'),
  DATABASE_KEY: randomBytes(32).toString('base64'),
  ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
};
let team: Team;

beforeAll(async () => {
  team = await startTeam({ folder, seed: 'people', backendEnv: secrets });
});
afterAll(async () => {
  await team.stop();
  removeFolder(folder);
});

const password = 'a password of my own';
const signIn = async (email: string, code?: string): Promise<Api> => {
  const api = createApi(team.backend.url());
  const { accessToken } = await api.call('login', {
    body: { email, password, ...(code === undefined ? {} : { code }) },
  });
  api.token = accessToken;
  return api;
};

/** Invited by the admin, with a password of their own. */
async function invite(
  name: string,
  role: 'agent' | 'admin' = 'agent',
): Promise<{ id: string; email: string; api: Api }> {
  const email = `${name}@people.example`;
  const { user, link } = await team.admin.call('inviteUser', { body: { name, email, role } });
  const token = link.split('#')[1] ?? '';
  await createApi(team.backend.url()).call('usePasswordLink', { body: { token, password } });
  return { id: user.id, email, api: await signIn(email) };
}

const next = (socket: Socket, event: string) => new Promise<unknown>((done) => void socket.once(event, done));

it('S-46 who is switched off loses their desktop’s line and their sign-in at once', async () => {
  const { id, api } = await invite('noor');
  const socket = io(team.backend.url(), {
    transports: ['websocket'],
    auth: { accessToken: api.token },
    reconnection: false,
  });
  await next(socket, 'heartbeat');
  const ended = Promise.all([next(socket, 'sessionEnd'), next(socket, 'disconnect')]);
  await team.admin.call('updateUser', { params: { id }, body: { active: false } });
  expect((await ended)[0]).toEqual({ reason: 'session_revoked' });
  await expect(api.call('me')).rejects.toMatchObject({ code: 'unauthenticated' });
  await expect(signIn('noor@people.example')).rejects.toMatchObject({ code: 'unauthenticated' });
});

it('S-44 an admin signs in with an authenticator app', async () => {
  const { api, email } = await invite('sam', 'admin');
  const { secret } = await api.call('beginSecondFactor');
  const { recoveryCodes } = await api.call('confirmSecondFactor', { body: { code: generateSync({ secret }) } });
  await expect(signIn(email)).rejects.toMatchObject({ details: { reason: 'second_factor_required' } });
  expect(await (await signIn(email, recoveryCodes[0])).call('secondFactor')).toEqual({
    enabled: true,
    required: false,
    recoveryCodesLeft: 9,
  });
});

it('M-5 a customer is blocked at WhatsApp and unblocked again', async () => {
  const { api } = await invite('lea');
  const [customer] = team.simulator.company.customers;
  const [account] = team.accounts;
  if (customer === undefined || account === undefined) throw new Error('nobody to block');
  const { waId } = customer;
  const { phoneNumberId } = account;
  await team.simulator.write({ waId, phoneNumberId, text: 'spam' });
  const contact = await until('the contact', async () => {
    const { contacts } = await api.call('listContacts', { query: { search: waId } });
    return contacts[0];
  });
  const blocked = async () => {
    const url = `${team.simulator.url}/v26.0/${phoneNumberId}/block_users`;
    const response = await fetch(url, { headers: { authorization: `Bearer ${team.simulator.company.accessToken}` } });
    return ((await response.json()) as { data: { wa_id: string }[] }).data.map(({ wa_id }) => wa_id);
  };
  const params = { id: contact.id };
  expect((await api.call('blockContact', { params, body: {} })).contact.blocked).toEqual([account.id]);
  expect(await blocked()).toEqual([waId]);
  expect((await api.call('unblockContact', { params, body: {} })).contact.blocked).toBeUndefined();
  expect(await blocked()).toEqual([]);
  const { contact: unknown } = await api.call('createContact', { body: { name: 'Nobody', phone: '+15550109999' } });
  await expect(
    api.call('blockContact', { params: { id: unknown.id }, body: { accountIds: [account.id] } }),
  ).rejects.toMatchObject({ code: 'conflict' });
});

it('S-64 parley audit-verify finds the log as it was written, and sees when its end was cut off', async () => {
  expect(await team.admin.call('verifyAudit')).toMatchObject({ fault: null });
  const { seq } = await team.admin.call('verifyAudit');
  expect(seq).toBeGreaterThan(10);
  await team.backend.stop();
  // The second start writes where the chains stand now.
  await team.startBackend();
  await team.backend.stop();
  const verify = async (): Promise<{ code: number; text: string }> => {
    const env = { ...secrets, DATABASE_URL: `sqlite:${team.backend.databaseFile}`, PATH: process.env['PATH'] };
    try {
      const { stdout } = await promisify(execFile)(process.execPath, [built('backend/main.js'), 'audit-verify'], {
        env,
      });
      return { code: 0, text: stdout };
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { code, text: `${stdout}${stderr}` };
    }
  };
  const good = await verify();
  expect(good).toMatchObject({ code: 0, text: expect.stringContaining('The audit log is as it was written') });

  const anchors = readFileSync(join(team.backend.dir, 'audit-anchor.jsonl'), 'utf8');
  expect(anchors).toContain(`"seq":${seq}`);
  await behindTheBack(async (db) => {
    await sql`drop trigger audit_entry_no_delete`.execute(db);
    await sql`delete from audit_entry where seq = ${seq}`.execute(db);
  });
  expect(await verify()).toMatchObject({
    code: 1,
    text: expect.stringContaining(`entry ${seq} and all after it were removed`),
  });
});

/** What somebody can do who has the database and its key. */
async function behindTheBack(act: (db: OpenDatabase['db']) => Promise<void>): Promise<void> {
  const key = Buffer.from(secrets.DATABASE_KEY, 'base64');
  const { db, close } = await openDatabase({ url: `sqlite:${team.backend.databaseFile}`, key });
  await act(db);
  await close();
}
