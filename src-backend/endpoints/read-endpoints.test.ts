import { expect, it } from 'vitest';
import { takeJsonBlock } from './env-block.ts';
import { readEndpoints } from './read-endpoints.ts';

const apiKey = 'secret-key-of-tests';
const one = { name: 'Primary', apiUrl: 'https://api.example.com/v1/', apiKey };
const read = (value: unknown) => readEndpoints(JSON.stringify(value), { GATEWAY_KEY: apiKey });

it('E-1 reads name, address and key', () => {
  expect(read([one])).toEqual({ endpoints: [{ ...one, apiUrl: 'https://api.example.com/v1' }], problems: [] });
});

it.each([null, '', `[{"apiKey": "${apiKey}"`, `{"apiKey": "${apiKey}"}`])(
  'E-1 none, and a problem without the key, of %s',
  (text) => {
    const { endpoints, problems } = readEndpoints(text, {});
    expect(endpoints).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(problems.join()).not.toContain(apiKey);
  },
);

it.each([
  { apiUrl: 'http://api.example.com' },
  { apiUrl: 'https://user:pass@api.example.com' },
  { apiKey: '' },
  { apiKey: '$(ENV:NOT_SET)' },
  { apiKey: '$(FILE:/does/not/exist)' },
  { apiKey: '$(AWS_SECRET:whatsapp/key)' },
])('E-1 ruling 27: %j disables that endpoint by name and leaves the others', (change) => {
  const { endpoints, problems } = read([
    { ...one, ...change },
    { ...one, name: 'Secondary' },
  ]);
  expect(endpoints.map(({ name }) => name)).toEqual(['Secondary']);
  expect(problems).toEqual([expect.stringMatching(/^Endpoint "Primary" has /)]);
  expect(problems.join()).not.toMatch(/api\.example|secret-key|whatsapp\/key|does\/not/);
});

it('ruling 27: a key may stand in another variable', () => {
  expect(read([{ ...one, apiKey: '$(ENV:GATEWAY_KEY)' }]).endpoints).toMatchObject([{ apiKey }]);
});

it('ruling 27: takes JSON over several lines, without quotes, out of a .env file', () => {
  const json = '[\n  {\n    "name": "A]\\"[",\n    "apiKey": "k"\n  }\n]';
  const { value, rest } = takeJsonBlock(`PORT=1\nWHATSAPP_ENDPOINTS=${json}\nHOST=::1\n`, 'WHATSAPP_ENDPOINTS');
  expect([value, rest]).toEqual([json, 'PORT=1\n\nHOST=::1\n']);
});

it('leaves a .env file as it is when the array never ends', () => {
  const text = 'WHATSAPP_ENDPOINTS=[{\nPORT=1\n';
  expect(takeJsonBlock(text, 'WHATSAPP_ENDPOINTS')).toEqual({ value: null, rest: text });
});
