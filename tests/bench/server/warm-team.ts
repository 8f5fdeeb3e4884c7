import { realPasswords } from '../../support/backend.ts';
import { startTeam, webhookPath, type Team } from '../../support/team.ts';
import { createSender, type Answer } from '../load/sender.ts';
import { createWebhooks, type WebhookStream } from '../load/webhooks.ts';
import { countRows, type RowCounts } from './row-count.ts';

/** Customers who write; every one of them is known before anything is measured. */
export const customers = 500;
/** Connections of a flood. */
export const connections = 32;
const countedMessages = 2000;

export interface WarmTeam {
  team: Team;
  rows: RowCounts;
  /** Messages taken in so far. */
  taken: number;
  createStream(name: string): WebhookStream;
}

/** A company whose customers have all written before, and how many rows one more of their messages writes. */
export async function startWarmTeam(folder: string): Promise<WarmTeam> {
  const team = await startTeam({ folder, seed: 'bench', backendEnv: realPasswords });
  const { company } = team.simulator;
  const waba = company.wabas[0];
  const target = { wabaId: waba?.id ?? '', phoneNumberId: waba?.phoneNumbers[0]?.id ?? '' };
  const createStream = (name: string): WebhookStream =>
    createWebhooks({ appSecret: company.appSecret, ...target }, name, customers);

  const stream = createStream('warm-up');
  const send = async (count: number): Promise<void> => {
    const sender = createSender(team.backend.port(), webhookPath);
    const bodies = Array.from({ length: count }, () => stream.next());
    expectAll200(await sender.flood(bodies.values(), connections));
    sender.close();
  };
  await send(customers);
  await team.backend.stop();
  const rows = await countRows(team.backend, countedMessages, async () => {
    await team.startBackend();
    await send(countedMessages);
    await team.backend.stop();
  });
  await team.startBackend();
  await team.signInAdmin();
  return { team, rows, taken: customers + countedMessages, createStream };
}

export function expectAll200(answers: readonly Answer[]): void {
  const refused = answers.filter(({ status }) => status !== 200);
  if (refused.length > 0) throw new Error(`${refused.length} webhooks were answered ${refused[0]?.status}`);
}
