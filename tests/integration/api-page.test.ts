import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
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

// docs/api.md is followed from top to bottom, as its reader would. `npx vitest run --project integration
// tests/integration/api-page.test.ts -u` writes the answers that differ into it.

const file = join(root, 'docs/api.md');
const folder = makeFolder('api-page');
const serviceKey = 'a-service-key-for-trying-out';

let simulator: Simulator;
let backend: Backend;
let front: FaultProxy;

beforeAll(async () => {
  // As the admin guide starts it.
  simulator = await startSimulator({
    folder,
    seed: 'parley',
    flags: ['--read-rate', '0', '--template-review-ms', '600000'],
  });
  front = await startFaultProxy();
  const { gateway } = (await (await fetch(`${simulator.url}/_control/company`)).json()) as {
    gateway: { apiKey: string };
  };
  backend = createBackend({
    folder,
    graphUrl: simulator.url,
    company: simulator.company,
    env: {
      PUBLIC_URL: front.url,
      SERVICE_KEY: serviceKey,
      ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 5).toString('base64')}`,
      WHATSAPP_ENDPOINTS: JSON.stringify([
        { name: 'Primary', apiUrl: `${simulator.url}/gateway`, apiKey: gateway.apiKey },
      ]),
    },
  });
  front.setTarget(await backend.start());
});
afterAll(async () => {
  await backend.stop();
  await simulator.child.stop();
  await front.close();
  removeFolder(folder);
});

it('every curl of docs/api.md is answered as the page prints it', async () => {
  const page = readFileSync(file, 'utf8');
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
  await expect(await runPage(page, variables, names)).toMatchFileSnapshot(file);
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
  const called = stepsOf(readFileSync(file, 'utf8')).map(({ command }) => {
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
