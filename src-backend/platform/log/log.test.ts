import { expect, it } from 'vitest';
import { Log } from './log.ts';
import { redact } from './redact.ts';

const secrets = [
  'EAAGsRgMPm13flznwt8NynaBXNrUppB3dzoGWklagOTMhnCPGsKZ63pLnFnxrZ',
  `wpi_int_${'0f'.repeat(32)}`,
  'eyJhbGciOiJIUzI1NiJ9.eyJzaWQiOiIwMWExZmJiYyJ9.zLzYjQO_ofrUPDc7vFsHljq7kDGReKwlF90',
  'prt_Was2Ewnv64Yh9kT3VrUhUBv_lj0FNlkj83xxjf3AWOE',
  'Bearer some-opaque-secret',
  '+919876543220',
  '919876543220',
  '+1 (202) 555-0143',
  'postgres://parley:hunter2@db.acme.test/parley',
];

it.each(secrets)('S-47 takes %s out of a text', (secret) => {
  for (const text of [secret, `before ${secret} after`, `{"value":"${secret}"}`]) {
    expect(redact(text)).not.toContain(secret);
  }
});

it('S-47 of a phone number the last two digits stay', () => {
  expect(redact('to +91 98765 43220 failed')).toBe('to [phone …20] failed');
});

it('leaves ids, times and short numbers readable', () => {
  const text = '01a1fbbc-2439-7600-8800-012345678912 at 2026-11-21T01:28:02.720Z code 131047 port 5050 v3.53.4';
  expect(redact(text)).toBe(text);
});

it('S-47 drops every field that is not on the list, whatever it holds', () => {
  const lines: string[] = [];
  const log = new Log({ write: (line) => lines.push(line), debug: true });
  const fields = { code: 190, body: 'canary text', to: 'canary phone', headers: { authorization: 'canary' } };
  log.warn('A send failed', fields);
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    at: expect.any(String),
    level: 'warn',
    text: 'A send failed',
    code: 190,
  });
});

it('S-47 redacts the text, the fields and an error with its cause and stack', () => {
  const lines: string[] = [];
  const log = new Log({ write: (line) => lines.push(line), debug: true });
  for (const secret of secrets) {
    const cause = new Error(`inner ${secret}`);
    log.error(`about ${secret}`, { kind: secret, error: new Error(`outer ${secret}`, { cause }) });
  }
  for (const secret of secrets) expect(lines.join('')).not.toContain(secret);
  expect(lines.join('')).toContain('caused by Error: inner');
});

it('writes one line per entry, also for texts with line breaks', () => {
  const lines: string[] = [];
  new Log({ write: (line) => lines.push(line), debug: false }).info('two\nlines');
  expect(lines).toHaveLength(1);
  expect(lines[0]?.indexOf('\n')).toBe((lines[0]?.length ?? 0) - 1);
});

it('keeps debug lines to itself unless asked', () => {
  const lines: string[] = [];
  new Log({ write: (line) => lines.push(line), debug: false }).debug('detail');
  expect(lines).toEqual([]);
});
