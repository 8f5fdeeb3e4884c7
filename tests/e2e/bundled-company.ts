import type { ElectronApplication } from '@playwright/test';
import { createApi } from '../support/api.ts';
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
          server.launchSecret = message.launchSecret;
          post(message.type === 'start' ? { ...message, ...settings } : message);
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

/** Connects the simulator's first number, as the admin of this address; its customers' messages come from now on. */
export async function connectNumber(
  app: ElectronApplication,
  simulator: Simulator,
  admin: { email: string; password: string },
): Promise<void> {
  const { port, launchSecret } = await until('the server', () =>
    app.evaluate(() => {
      const { server } = globalThis as MainGlobal;
      return server?.port === undefined ? null : server;
    }),
  );
  const url = `http://127.0.0.1:${port}`;
  const api = createApi(url, launchSecret);
  api.token = (await api.call('login', { body: admin })).accessToken;
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
