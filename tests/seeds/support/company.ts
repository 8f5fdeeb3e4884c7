import { readFileSync } from 'node:fs';
import type { Account } from '#shared/account.ts';
import { openDatabase, type OpenDatabase } from '../../../src-backend/platform/database/open-database.ts';
import { until } from '../../support/deadline.ts';
import { makeFolder, removeFolder } from '../../support/folder.ts';
import type { LedgerPage } from '../../support/simulator.ts';
import { startTeam, type Team } from '../../support/team.ts';
import { ask } from './ask.ts';

type Sent = LedgerPage['sends'][number];

/** A company of the examples: a real backend process and a simulator of Meta. */
export interface Company {
  readonly team: Team;
  readonly folder: string;
  /** Of the backend; another one after each start. */
  url(): string;
  account(index?: number): Account;
  /** A request to the backend, and its whole answer; as the admin unless somebody else is named. */
  ask(method: string, path: string, body?: unknown, bearer?: string | null): Promise<{ status: number; body: unknown }>;
  /** The simulator's control API. */
  control(method: string, path: string, body?: unknown): Promise<unknown>;
  integrationToken(index?: number): Promise<string>;
  /** A customer writes, and the backend has taken it in. */
  customerWrites(waId: string, text: string, index?: number): Promise<void>;
  /** What Meta took of the message with our id. */
  taken(messageId: string): Promise<Sent>;
  log(): string;
  /** With the backend stopped: what somebody sees, and does, who has the database and its key. */
  database<T>(act: (db: OpenDatabase) => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

export async function startCompany(
  seed: string,
  options: { backendEnv?: Record<string, string>; simulatorFlags?: readonly string[] } = {},
): Promise<Company> {
  const folder = makeFolder(`seeds-${seed}`);
  const team = await startTeam({
    folder,
    seed,
    simulatorFlags: ['--status-delays=20,20,20', '--read-rate=1', ...(options.simulatorFlags ?? [])],
    backendEnv: options.backendEnv ?? {},
  });
  const url = () => team.backend.url();
  const account = (index = 0): Account => {
    const found = team.accounts[index];
    if (found === undefined) throw new Error(`the company has no number ${index}`);
    return found;
  };
  const company: Company = {
    team,
    folder,
    url,
    account,
    async ask(method, path, body, bearer = team.admin.token) {
      const answer = await ask(method, `${url()}${path}`, { bearer, body });
      return { status: answer.status, body: answer.body };
    },
    async control(method, path, body) {
      const answer = await ask(method, `${team.simulator.url}/_control${path}`, { body });
      if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
    async integrationToken(index = 0) {
      const { data } = await team.admin.call('createIntegrationToken', { body: { accountId: account(index).id } });
      return data.token;
    },
    async customerWrites(waId, text, index = 0) {
      const { id: accountId, phoneNumberId } = account(index);
      await team.simulator.write({ waId, phoneNumberId, text });
      await until(`“${text}” of ${waId}`, async () => {
        const { data } = await team.admin.call('listConversations', { query: { accountId, limit: 100 } });
        return data.some(({ contact, lastMessagePreview }) => contact.phone === waId && lastMessagePreview === text);
      });
    },
    taken: (messageId) =>
      until(`${messageId} in Meta’s ledger`, async () =>
        (await team.simulator.ledger()).sends.find((sent) => sent.bizOpaqueCallbackData === messageId),
      ),
    log: () => readFileSync(team.backend.logFile, 'utf8'),
    async database(act) {
      await team.backend.stop();
      const key = Buffer.from(team.backend.databaseKey, 'hex');
      const database = await openDatabase({ url: `sqlite:${team.backend.databaseFile}`, key });
      try {
        return await act(database);
      } finally {
        await database.close();
        await team.startBackend();
        await team.signInAdmin();
      }
    },
    async stop() {
      await team.stop();
      removeFolder(folder);
    },
  };
  return company;
}
