import { expect, it } from 'vitest';
import { testConfig } from '../../testing/test-config.ts';
import { AccessPolicy } from './access-policy.ts';

const policy = (changes: Partial<ReturnType<typeof testConfig>> = {}) =>
  new AccessPolicy({ ...testConfig(), publicUrl: 'https://chat.acme.test', ...changes });

it.each(['127.0.0.1:5050', 'localhost:5050', '[::1]:5050', 'LOCALHOST', 'chat.acme.test', '192.168.1.20:5050'])(
  'S-21 answers under the address %s',
  (host) => {
    expect(() => policy().assertAddress({ host })).not.toThrow();
  },
);

it.each(['evil.test', 'localhost.evil.test', '127.0.0.1.evil.test', 'chat.acme.test.evil.test', '', 'a b', undefined])(
  'S-21 refuses the name %j, which a web page may have pointed at us',
  (host) => {
    expect(() => policy().assertAddress(host === undefined ? {} : { host })).toThrow(
      expect.objectContaining({ code: 'forbidden' }),
    );
  },
);

it.each(['http://localhost:3000', 'https://chat.acme.test', 'http://127.0.0.1:5050'])(
  'S-57 takes the web origin %s',
  (origin) => {
    expect(() => policy().assertAddress({ host: '127.0.0.1:5050', origin })).not.toThrow();
  },
);

it.each(['http://localhost:3001', 'https://localhost:3000', 'https://evil.test', 'null', 'http://127.0.0.1:9999'])(
  'S-57 refuses the web origin %s',
  (origin) => {
    expect(() => policy().assertAddress({ host: '127.0.0.1:5050', origin })).toThrow(
      expect.objectContaining({ code: 'forbidden' }),
    );
  },
);

it('S-21 a bundled backend serves only who knows its launch secret, save health and webhooks', () => {
  const bundled = policy({ launchSecret: 'secret-of-this-launch' });
  const check = (path: string, secret?: string) => () =>
    bundled.assertLaunch(secret === undefined ? {} : { 'x-parley-launch': secret }, path);
  expect(check('/api/me', 'secret-of-this-launch')).not.toThrow();
  expect(check('/api/me', 'secret-of-this-launcH')).toThrow(expect.objectContaining({ code: 'forbidden' }));
  expect(check('/api/me', '')).toThrow();
  expect(check('/api/me')).toThrow();
  expect(check('/healthy')).toThrow();
  expect(check('/api/whatsapp/webhooks')).toThrow();
  expect(check('/health')).not.toThrow();
  expect(check('/api/whatsapp/webhook')).not.toThrow();
  expect(check('/api/whatsapp/webhook/01a1fbbc-2439-76dd-88d0-08d2773952e7')).not.toThrow();
});

it('a stand-alone server asks for no launch secret', () => {
  expect(() => policy().assertLaunch({}, '/api/me')).not.toThrow();
});
