import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../config.ts';
import { FakeSecretStores } from '../../testing/fake-secret-stores.ts';
import { TestClock } from '../../testing/test-clock.ts';
import { testConfig } from '../../testing/test-config.ts';
import { readReference, SecretUnreadable } from './secret-reference.ts';
import { SecretReferences } from './secret-references.ts';
import { readSecret, type SecretStores } from './secret-stores.ts';

let fake: FakeSecretStores;
let folder: string;
beforeEach(async () => {
  fake = await FakeSecretStores.start();
  fake.vault.set('whatsapp/acme', { token: 'EAAofvault', empty: '' });
  fake.aws.set('whatsapp/acme', 'EAAofaws');
  fake.aws.set('whatsapp/json', '{"token": "EAAinjson", "number": 5}');
  folder = mkdtempSync(join(tmpdir(), 'parley-secrets-'));
});
afterEach(async () => {
  await fake.stop();
  rmSync(folder, { recursive: true });
});

const read = async (text: string, stores: SecretStores = fake.settings, environment: Record<string, string> = {}) => {
  const reference = readReference(text);
  if (reference === null) throw new Error(`${text} is no reference`);
  return await readSecret(reference, stores, environment);
};
const failure = async (text: string, stores?: SecretStores): Promise<SecretUnreadable> =>
  await read(text, stores).then(
    () => expect.fail('it was read'),
    (error: unknown) => {
      expect(error).toBeInstanceOf(SecretUnreadable);
      return error as SecretUnreadable;
    },
  );

it.each(['EAAtoken', '$(VAULT:)', '$(SSH:x)', 'x$(ENV:A)', '$(ENV:A)x', '$(VAULT:a b#c)', ''])(
  'ruling 27: %s is no reference',
  (text) => expect(readReference(text)).toBe(null),
);

describe('ruling 27: a secret that is kept', () => {
  it('in HashiCorp Vault is read by mount, path and field', async () => {
    expect(await read('$(VAULT:secret/whatsapp/acme#token)')).toBe('EAAofvault');
    expect(await read('$(VAULT:secret/data/whatsapp/acme#token)')).toBe('EAAofvault');
    expect(fake.asked).toEqual(['vault /v1/secret/data/whatsapp/acme', 'vault /v1/secret/data/whatsapp/acme']);
  });

  it('in a namespace of Vault’s, by a token that an agent renews in a file', async () => {
    const file = join(folder, 'vault-token');
    const vault = { address: fake.url, token: `$(FILE:${file})`, namespace: 'support' };
    const stores = { ...fake.settings, vault };
    expect((await failure('$(VAULT:secret/whatsapp/acme#token)', stores)).message).toContain('no such file');
    writeFileSync(file, 'an old one');
    expect((await failure('$(VAULT:secret/whatsapp/acme#token)', stores)).message).toContain('VAULT_TOKEN');
    writeFileSync(file, `${fake.vaultToken}\n`);
    expect(await read('$(VAULT:secret/whatsapp/acme#token)', stores)).toBe('EAAofvault');
    expect(fake.asked.at(-1)).toBe('vault /v1/secret/data/whatsapp/acme support');
  });

  it('in AWS Secrets Manager is read by name, or by name and field', async () => {
    expect(await read('$(AWS_SECRET:whatsapp/acme)')).toBe('EAAofaws');
    expect(await read('$(AWS_SECRET:whatsapp/json#token)')).toBe('EAAinjson');
    expect(fake.asked[0]).toBe('aws secretsmanager.GetSecretValue whatsapp/acme');
  });

  it('in a file or a variable is read, too', async () => {
    const file = join(folder, 'key');
    writeFileSync(file, 'of a file\n');
    expect(await read(`$(FILE:${file})`)).toBe('of a file');
    expect(await read('$(ENV:KEY)', fake.settings, { KEY: 'of a variable' })).toBe('of a variable');
  });

  it.each([
    ['$(VAULT:secret/whatsapp/nobody#token)', 'has no such secret'],
    ['$(VAULT:secret/whatsapp/acme#nothing)', 'no such field'],
    ['$(VAULT:secret/whatsapp/acme#empty)', 'no such field'],
    ['$(VAULT:secret/whatsapp/acme)', '$(VAULT:mount/path#field)'],
    ['$(VAULT:secret#token)', '$(VAULT:mount/path#field)'],
    ['$(AWS_SECRET:whatsapp/nobody)', 'has no such secret'],
    ['$(AWS_SECRET:forbidden/one)', 'does not let this server'],
    ['$(AWS_SECRET:whatsapp/acme#token)', 'no JSON object'],
    ['$(AWS_SECRET:whatsapp/json#number)', 'no JSON object'],
    ['$(FILE:/does/not/exist)', 'no such file'],
    ['$(ENV:NOT_SET)', 'not set'],
  ])('%s and can’t be had is said in words, without its place or a secret', async (text, why) => {
    const { message, isTransient } = await failure(text);
    expect(message).toContain(why);
    expect([message, isTransient]).toEqual([
      expect.not.stringMatching(/whatsapp\/|EAA|nobody|forbidden\/|does\/not/),
      false,
    ]);
  });

  it.each(['$(VAULT:secret/whatsapp/acme#token)', '$(AWS_SECRET:whatsapp/acme)'])(
    '%s may be had in a moment when its store is away',
    async (text) => {
      fake.status = 503;
      expect((await failure(text)).isTransient).toBe(true);
      const { settings } = fake;
      await fake.stop();
      expect((await failure(text, settings)).isTransient).toBe(true);
      fake = await FakeSecretStores.start();
    },
  );

  it('in Vault can’t be had by a server that knows no Vault', async () => {
    expect((await failure('$(VAULT:secret/a#b)', { ...fake.settings, vault: null })).message).toContain('VAULT_ADDR');
  });
});

it('ruling 27: what a reference led to is remembered for a minute, a failure is not', async () => {
  const clock = new TestClock();
  const references = new SecretReferences({ ...testConfig(), secretStores: fake.settings }, clock);
  const text = '$(VAULT:secret/whatsapp/acme#token)';
  const resolved = await Promise.all([
    references.resolve(text),
    references.resolve(text),
    references.resolve('EAAown'),
  ]);
  expect(resolved).toEqual(['EAAofvault', 'EAAofvault', 'EAAown']);
  expect(fake.asked).toHaveLength(1);
  fake.vault.set('whatsapp/acme', { token: 'EAArotated' });
  clock.advance(59_000);
  expect(await references.resolve(text)).toBe('EAAofvault');
  expect(await references.resolveAnew(text)).toBe('EAArotated');
  expect(await references.resolve(text)).toBe('EAArotated');
  fake.status = 503;
  clock.advance(60_000);
  await expect(references.resolve(text)).rejects.toThrow(SecretUnreadable);
  fake.status = null;
  expect(await references.resolve(text)).toBe('EAArotated');
});

describe('ruling 27: a variable of the server', () => {
  const environment = () => ({
    JWT_SECRET: 'a secret of a test that is long enough',
    ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
    VAULT_ADDR: fake.url,
    VAULT_TOKEN: fake.vaultToken,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'AKIATESTS',
    AWS_SECRET_ACCESS_KEY: 'aws-key-of-tests',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: fake.url,
  });

  it('may say where its secret is kept, and so may the key of an endpoint', async () => {
    fake.vault.set('parley', { service: 'a-service-key-of-vault', app: 'app-secret-of-vault' });
    fake.aws.set('whatsapp/primary/key', 'key-of-aws');
    const apiUrl = 'https://api.example.com';
    const endpoints = [
      '$(AWS_SECRET:whatsapp/primary/key)',
      '$(AWS_SECRET:whatsapp/nobody)',
      '$(VAULT:secret/parley#app)',
    ];
    const config = await readConfig(
      {
        ...environment(),
        SERVICE_KEY: '$(VAULT:secret/parley#service)',
        WHATSAPP_APP_SECRET: '$(VAULT:secret/parley#app)',
        WHATSAPP_ENDPOINTS: JSON.stringify(endpoints.map((apiKey, number) => ({ name: `E${number}`, apiUrl, apiKey }))),
      },
      folder,
    );
    expect(config).toMatchObject({ serviceKey: 'a-service-key-of-vault', appSecret: 'app-secret-of-vault' });
    expect(config.endpoints).toEqual({
      endpoints: [
        { name: 'E0', apiUrl, apiKey: 'key-of-aws' },
        { name: 'E2', apiUrl, apiKey: 'app-secret-of-vault' },
      ],
      problems: [
        'Endpoint "E1" has an apiKey that can’t be had: $(AWS_SECRET:…) can’t be read: AWS Secrets Manager has no such secret',
      ],
    });
    fake.aws.set('whatsapp/primary/key', 'key-of-today');
    expect((await config.readEndpoints?.())?.endpoints[0]).toMatchObject({ apiKey: 'key-of-today' });
  });

  it.each([
    [
      { SERVICE_KEY: '$(VAULT:secret/nobody#key)' },
      'SERVICE_KEY: $(VAULT:…) can’t be read: HashiCorp Vault has no such',
    ],
    [{ SERVICE_KEY: '$(SSH:a)' }, 'SERVICE_KEY: that is no reference: it must be $(AWS_SECRET:name)'],
    [{ VAULT_ADDR: 'http://vault.example.com' }, 'VAULT_ADDR must be https'],
    [{ VAULT_TOKEN: '' }, 'VAULT_TOKEN is missing'],
  ])('that leads nowhere stops the start, by its name: %j', async (change, message) => {
    await expect(readConfig({ ...environment(), ...change }, folder)).rejects.toThrow(
      expect.objectContaining({ code: 'configuration', message: expect.stringContaining(message) }),
    );
  });
});
