import { expect, type ElectronApplication, type Page } from '@playwright/test';
import { createApi, type Api } from '../support/api.ts';
import { until } from '../support/deadline.ts';
import type { Simulator } from '../support/simulator.ts';
import { webhookPath } from '../support/team.ts';

// A company on this computer with a simulated number. Its bundled server is Meta's client and takes no setting from
// outside, so a journey reaches between the desktop and its server, in the desktop's main process.

/** Where the bundled server is, as the journey has overheard it. */
interface Overheard {
  launchSecret?: string;
  port?: number;
  /** The server's program does not start while true. */
  away: boolean;
}

interface MainGlobal {
  server?: Overheard;
}

/** Leads the server that is started from now on to the simulator instead of to Meta. */
export async function leadToSimulator(app: ElectronApplication, { url, company }: Simulator): Promise<void> {
  const { appId, appSecret, verifyToken } = company;
  await app.evaluate(
    ({ utilityProcess }, settings) => {
      const server: Overheard = { away: false };
      // A place of this journey's own in the desktop's process.
      (globalThis as MainGlobal).server = server;
      const fork = utilityProcess.fork.bind(utilityProcess);
      utilityProcess.fork = (program, ...rest) => {
        const child = fork(server.away ? `${program}.away` : program, ...rest);
        const post = child.postMessage.bind(child);
        child.postMessage = (message: { type?: string; launchSecret: string }) => {
          // Other processes of the same program write and read backups.
          if (message.type !== 'start') return post(message);
          server.launchSecret = message.launchSecret;
          post({ ...message, ...settings });
        };
        child.on('message', (answer: { port?: number }) => {
          if (answer.port !== undefined) server.port = answer.port;
        });
        return child;
      };
    },
    { graphUrl: url, appId, appSecret, verifyToken },
  );
}

/** The bundled server as somebody else's program: signed in as the admin of this address. */
export async function apiOf(
  app: ElectronApplication,
  admin: { email: string; password: string },
): Promise<{ api: Api; url: string; launchSecret: string }> {
  const { port, launchSecret = '' } = await until('the server', () =>
    app.evaluate(() => {
      const { server } = globalThis as MainGlobal;
      return server?.port === undefined ? null : server;
    }),
  );
  const url = `http://127.0.0.1:${port}`;
  const api = createApi(url, launchSecret);
  api.token = (await api.call('login', { body: admin })).accessToken;
  return { api, url, launchSecret };
}

/** First run → a company on this computer, its inbox open. Returns the recovery key. */
export async function setUpCompany(page: Page, admin: { email: string; password: string }): Promise<string> {
  await page.getByRole('button', { name: 'Set up on this computer' }).click();
  await page.getByRole('textbox', { name: 'Company' }).fill('Acme');
  await page.getByRole('textbox', { name: 'Your name' }).fill('Ada Example');
  await page.getByRole('textbox', { name: 'Email' }).fill(admin.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(admin.password);
  await page.getByRole('button', { name: 'Create company' }).click();
  // A server is started for it first.
  const recoveryKey = await page.getByLabel('Recovery key').innerText();
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Open the inbox' }).click();
  await expect(page.getByRole('tab', { name: /^All/ })).toBeVisible();
  return recoveryKey;
}

/** Connects the simulator's first number, as the admin of this address; its customers' messages come from now on. */
export async function connectNumber(
  app: ElectronApplication,
  simulator: Simulator,
  admin: { email: string; password: string },
): Promise<void> {
  const { api, url } = await apiOf(app, admin);
  const [waba] = simulator.company.wabas;
  const [number] = waba?.phoneNumbers ?? [];
  if (waba === undefined || number === undefined) throw new Error('the simulated company has no number');
  await api.call('createIntegration', {
    body: {
      name: 'Acme',
      phoneNumber: number.displayPhoneNumber,
      phoneNumberId: number.id,
      businessAccountId: waba.id,
      accessToken: simulator.company.accessToken,
    },
  });
  await simulator.subscribe(waba.id, `${url}${webhookPath}`);
}

/** Kills the bundled server; it does not come back in this run of the desktop. */
export async function takeServerAway(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ app: main }) => {
    const { server } = globalThis as MainGlobal;
    if (server !== undefined) server.away = true;
    const pid = main.getAppMetrics().find(({ name }) => name === 'Parley server')?.pid;
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  });
}
