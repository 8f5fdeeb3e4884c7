import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Role } from '#shared/permission.ts';
import type { Account } from '#shared/account.ts';
import { createApi, type Api } from './api.ts';
import { createBackend, type Backend } from './backend.ts';
import { createDesktop, type Desktop } from './desktop.ts';
import { startFaultProxy, type FaultProxy } from './fault-proxy.ts';
import { startSimulator, type Simulator } from './simulator.ts';

/** Path of the shared webhook. */
export const webhookPath = '/api/whatsapp/webhook';

/**
 * A company at work, all of it real: simulator, backend, its people. Whatever speaks to whatever goes through a proxy of
 * its own, so that the network can fail there; the proxies' addresses stay when the backend restarts on another port.
 */
export interface Team {
  readonly folder: string;
  readonly simulator: Simulator;
  readonly backend: Backend;
  /** backend → simulator, simulator → backend, and everybody else → backend. */
  readonly links: { graph: FaultProxy; webhook: FaultProxy; api: FaultProxy };
  readonly accounts: readonly Account[];
  /** Signed in as the admin; goes around the proxies' faults when the link `api` is left alone. */
  readonly admin: Api;
  /** Starts the backend (again) and leads the proxies to it. */
  startBackend(options?: { crashAt?: string; withinMs?: number }): Promise<void>;
  signInAdmin(): Promise<void>;
  /** A colleague with a desktop of their own behind a proxy of their own; not started yet. */
  addPerson(name: string, role?: Role): Promise<Person>;
  /** Ends every process in order; false when one of them had to be killed. */
  stop(): Promise<boolean>;
}

export interface Person {
  userId: string;
  password: string;
  desktop: Desktop;
  link: FaultProxy;
}

export async function startTeam(options: {
  folder: string;
  seed: string;
  /** Begins as this one of the same seed was when it was stopped, without its people: half of the start. */
  like?: Pick<Team, 'backend' | 'accounts'>;
  simulatorFlags?: readonly string[];
  /** One that runs already, as it is after its start; it is not ended with the team. */
  simulator?: Simulator;
  /** Also as far as it depends on the simulator. undefined takes a variable away. */
  backendEnv?: Record<string, string | undefined> | ((simulator: Simulator) => Record<string, string>);
  /** Runs when the backend's folder is there, before its first start. */
  beforeStart?: () => void;
  desktopEnv?: Record<string, string>;
}): Promise<Team> {
  const { folder, seed } = options;
  const simulator = options.simulator ?? (await startSimulator({ folder, seed, flags: options.simulatorFlags ?? [] }));
  const links = {
    graph: await startFaultProxy(simulator.port),
    webhook: await startFaultProxy(),
    api: await startFaultProxy(),
  };
  const personLinks: FaultProxy[] = [];
  const backend = createBackend({
    folder,
    like: options.like?.backend,
    graphUrl: links.graph.url,
    company: simulator.company,
    env: {
      PUBLIC_URL: links.webhook.url,
      ...(typeof options.backendEnv === 'function' ? options.backendEnv(simulator) : options.backendEnv),
    },
  });
  const admin = createApi(links.api.url);
  const people: Person[] = [];

  const startBackend: Team['startBackend'] = async (how) => {
    const port = await backend.start(how);
    for (const link of [links.webhook, links.api, ...personLinks]) link.setTarget(port);
  };
  const signInAdmin = async (): Promise<void> => {
    const { accessToken } = await admin.call('login', { body: backend.admin });
    admin.token = accessToken;
  };

  options.beforeStart?.();
  await startBackend();
  await signInAdmin();
  const accounts: Account[] = [...(options.like?.accounts ?? [])];
  for (const waba of simulator.company.wabas) {
    for (const { id, displayPhoneNumber } of options.like === undefined ? waba.phoneNumbers : []) {
      const { data } = await admin.call('createIntegration', {
        body: {
          name: `Number ${accounts.length + 1}`,
          phoneNumber: displayPhoneNumber,
          phoneNumberId: id,
          businessAccountId: waba.id,
          accessToken: simulator.company.accessToken,
        },
      });
      accounts.push(data);
    }
    const callbackUrl = `${links.webhook.url}${webhookPath}`;
    // What connecting a number asked of Meta is not in the copy.
    if (options.like !== undefined) await subscribeApp(simulator, waba.id, callbackUrl);
    await simulator.subscribe(waba.id, callbackUrl);
  }

  return {
    folder,
    simulator,
    backend,
    links,
    accounts,
    admin,
    startBackend,
    signInAdmin,
    async addPerson(name, role = 'agent') {
      const email = `${name}@parley.example`;
      const password = `${name}-${randomBytes(12).toString('hex')}`;
      const { id: userId } = await admin.call('createUser', { body: { name, email, password, role } });
      const link = await startFaultProxy(backend.port());
      personLinks.push(link);
      const desktop = createDesktop({
        name,
        folder: join(folder, 'desktops'),
        url: link.url,
        email,
        password,
        ...(options.desktopEnv === undefined ? {} : { env: options.desktopEnv }),
      });
      const person = { userId, password, desktop, link };
      people.push(person);
      return person;
    },
    async stop() {
      const ended: boolean[] = [];
      for (const { desktop } of people) if (desktop.isRunning()) ended.push(await desktop.stop());
      if (backend.isRunning()) ended.push(await backend.stop());
      if (options.simulator === undefined && simulator.child.isRunning()) ended.push(await simulator.child.stop());
      await Promise.all([links.graph, links.webhook, links.api, ...personLinks].map((link) => link.close()));
      return ended.every(Boolean);
    },
  };
}

async function subscribeApp({ url, company }: Simulator, wabaId: string, callbackUrl: string): Promise<void> {
  const response = await fetch(`${url}/v23.0/${wabaId}/subscribed_apps`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${company.accessToken}` },
    body: JSON.stringify({ override_callback_uri: callbackUrl, verify_token: company.verifyToken }),
  });
  if (!response.ok) throw new Error(`subscribed_apps: ${response.status} ${await response.text()}`);
}
