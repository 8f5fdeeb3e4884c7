import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect } from 'vitest';
import { startChild } from '../../support/child.ts';
import { makeFolder } from '../../support/folder.ts';
import { built } from '../../support/root.ts';
import { ask } from './ask.ts';
import { example } from './examples.ts';

/** The guide's own .env starts a server. Its port is left to the system; the placeholder becomes a secret. */
export async function assertGuidesEnvironment(): Promise<void> {
  const cwd = makeFolder('seeds-env');
  const env = example('s1-backend.env', {
    'PORT=5050': 'PORT=0',
    'your-secret-key-here': 'a-secret-key-of-at-least-32-characters',
  });
  const asked: string[] = [];
  const graph = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(503).end('{}');
  });
  await new Promise<void>((resolve) => graph.listen(0, '127.0.0.1', resolve));
  const admin = { email: 'admin@parley.example', password: 'a password of the admin' };
  const logFile = join(cwd, 'server.log');
  writeFileSync(join(cwd, '.env'), env);
  const server = startChild({
    name: 'server',
    file: built('backend/main.js'),
    cwd,
    logFile,
    env: {
      // The tests' own environment says NODE_ENV, too.
      NODE_ENV: undefined,
      WHATSAPP_GRAPH_URL: `http://127.0.0.1:${(graph.address() as AddressInfo).port}`,
      PARLEY_ADMIN_EMAIL: admin.email,
      PARLEY_ADMIN_PASSWORD: admin.password,
    },
  });
  try {
    const [, url = ''] = await server.line(/parley backend listening on (http:\S+)/);
    const from = async (origin: string) => await fetch(`${url}/health`, { headers: { origin } });
    expect((await from('http://localhost:3000')).headers.get('access-control-allow-origin')).toBe(
      'http://localhost:3000',
    );
    expect((await from('http://localhost:3001')).headers.get('access-control-allow-origin')).not.toBe(
      'http://localhost:3001',
    );
    const { body } = await ask('POST', `${url}/api/auth/login`, { body: admin });
    const { id, ...number } = { id: '882555404932892', name: 'Main', phoneNumber: '+13125550100' };
    const entered = { ...number, phoneNumberId: id, businessAccountId: id, accessToken: 'EAARKcTyPnWQBQmgbn8q' };
    const bearer = (body as { accessToken: string }).accessToken;
    const { status } = await ask('POST', `${url}/api/whatsapp/integrations`, { bearer, body: entered });
    expect(status).toBe(201);
  } finally {
    await server.stop();
    graph.close();
  }
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter((path) => !path.startsWith('/v21.0/'))).toEqual([]);
  const log = readFileSync(logFile, 'utf8');
  expect(log.match(/MONGODB_URI/g)).toHaveLength(1);
  expect(log).not.toContain('mongodb+srv');
}
