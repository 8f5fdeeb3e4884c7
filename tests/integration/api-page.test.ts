import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { credentialsRoutes } from '#shared/wire/credentials-routes.ts';
import { crmInboxRoutes } from '#shared/wire/crm-inbox-routes.ts';
import { devicesRoutes } from '#shared/wire/devices-routes.ts';
import { endpointsRoutes } from '#shared/wire/endpoints-routes.ts';
import { integrationTemplatesRoutes } from '#shared/wire/integration-templates-routes.ts';
import { integrationsRoutes } from '#shared/wire/integrations-routes.ts';
import { outgoingWebhooksRoutes } from '#shared/wire/outgoing-webhooks-routes.ts';
import { queueRoutes } from '#shared/wire/queue-routes.ts';
import { rest } from '#shared/wire/rest.ts';
import { signupRoutes } from '#shared/wire/signup-routes.ts';
import { templatesRoutes } from '#shared/wire/templates-routes.ts';
import { runPage, stepsOf } from '../support/api-page.ts';
import { type Backend, createBackend } from '../support/backend.ts';
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';
import { makeFolder, removeFolder } from '../support/folder.ts';
import { root } from '../support/root.ts';
import { type Simulator, startSimulator } from '../support/simulator.ts';

// Pages with curls are followed from top to bottom, as their readers would. `npx vitest run --project integration
// tests/integration/api-page.test.ts -u` writes the answers that differ into it.

const folder = makeFolder('api-page');
const serviceKey = 'a-service-key-for-trying-out';
const started: (() => Promise<unknown>)[] = [];

/** As the admin guide starts them, each page on a database of its own. */
async function start(page: string): Promise<{ simulator: Simulator; backend: Backend; front: FaultProxy }> {
  const own = join(folder, page.replaceAll('/', '-'));
  mkdirSync(own);
  const flags = ['--read-rate', '0', '--template-review-ms', '600000'];
  const simulator = await startSimulator({ folder: own, seed: 'parley', flags });
  started.push(() => simulator.child.stop());
  const front = await startFaultProxy();
  started.push(() => front.close());
  const { gateway } = (await (await fetch(`${simulator.url}/_control/company`)).json()) as {
    gateway: { apiKey: string };
  };
  const backend = createBackend({
    folder: own,
    graphUrl: simulator.url,
    company: simulator.company,
    env: {
      PUBLIC_URL: front.url,
      SERVICE_KEY: serviceKey,
      WHATSAPP_ENDPOINTS: JSON.stringify([
        { name: 'Primary', apiUrl: `${simulator.url}/gateway`, apiKey: gateway.apiKey },
      ]),
    },
  });
  front.setTarget(await backend.start());
  started.push(() => backend.stop());
  return { simulator, backend, front };
}
afterAll(async () => {
  for (const stop of started.toReversed()) await stop();
  removeFolder(folder);
});

it.each(['docs/api.md', 'docs/admin-guide.md'])('every curl of %s is answered as the page prints it', async (name) => {
  const { simulator, backend, front } = await start(name);
  const page = readFileSync(join(root, name), 'utf8');
  const variables = {
    PARLEY_URL: front.url,
    SIMULATOR_URL: simulator.url,
    EMAIL: backend.admin.email,
    PASSWORD: backend.admin.password,
    SERVICE_KEY: serviceKey,
    META_TOKEN: simulator.company.accessToken,
    WHATSAPP_APP_SECRET: simulator.company.appSecret,
    WHATSAPP_VERIFY_TOKEN: simulator.company.verifyToken,
  };
  const names = {
    [front.url]: 'http://localhost:5050',
    [simulator.url]: 'http://localhost:4010',
    [encodeURIComponent(front.url)]: encodeURIComponent('http://localhost:5050'),
  };
  await expect(await runPage(page, variables, names)).toMatchFileSnapshot(join(root, name));
});

it('the page has a curl for every route of the guides', () => {
  const { listIntegrations, createIntegration, deleteIntegration, toggleIntegration } = rest;
  const { startSignup, signup } = signupRoutes;
  const { listTemplates, syncTemplates } = templatesRoutes;
  const ofGuides = [
    ...[listIntegrations, createIntegration, deleteIntegration, toggleIntegration, startSignup, signup],
    ...[listTemplates, syncTemplates],
    ...Object.values(credentialsRoutes),
    ...Object.values(queueRoutes),
    ...Object.values(crmInboxRoutes),
    ...Object.values(integrationsRoutes),
    ...Object.values(integrationTemplatesRoutes),
    ...Object.values(outgoingWebhooksRoutes),
    ...Object.values(endpointsRoutes),
    ...Object.values(devicesRoutes),
  ];
  const called = stepsOf(readFileSync(join(root, 'docs/api.md'), 'utf8')).map(({ command }) => {
    const [, path = ''] = /\$PARLEY_URL(\/[^"'\s?]*)/.exec(command) ?? [];
    const [, method = 'GET'] = / -X (\w+)/.exec(command) ?? [];
    return `${method} ${path}`;
  });
  const missing = ofGuides
    .map(({ method, path }) => `${method} ${path}`)
    .filter((route) => {
      const form = new RegExp(`^${route.replace(/:\w+/g, '[^/]+')}$`);
      return !called.some((call) => form.test(call));
    });
  expect(missing).toEqual([]);
});
