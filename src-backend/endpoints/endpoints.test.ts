import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { type Config, readConfig } from '../config.ts';
import { testConfig } from '../testing/test-config.ts';
import { EndpointsController } from './endpoints.controller.ts';

const answerOf = (config: Config) => new EndpointsController(config).list();

it('E-1 E-2 names the endpoints of a .env file as the guide prints it, and nothing else of them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-endpoints-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const text = `PORT=5050
WHATSAPP_ENDPOINTS=[
  {
    "name": "Primary",
    "apiUrl": "https://api.whatsapp.example.com",
    "apiKey": "your_secret_api_key_here"
  },
  { "name": "Secondary", "apiUrl": "https://api2.whatsapp.example.com", "apiKey": "another_secret_key" }
]
`;
  writeFileSync(join(folder, '.env'), text);
  const config = readConfig({}, folder);
  expect(config.port).toBe(5050);
  expect(answerOf(config)).toEqual({ endpoints: ['Primary', 'Secondary'], count: 2 });
});

it('E-1 says that there are none, and why, without a word of what was wrong in it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-endpoints-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const answer = answerOf(readConfig({ WHATSAPP_ENDPOINTS: '[{"apiKey": "canary"' }, folder));
  expect(answer).toMatchObject({ endpoints: [], count: 0, message: 'No endpoints available' });
  expect(JSON.stringify(answer)).not.toContain('canary');
  expect(answerOf(testConfig())).toEqual({ endpoints: [], count: 0, message: 'No endpoints available' });
});
