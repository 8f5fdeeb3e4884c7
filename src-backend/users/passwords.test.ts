import { expect, it } from 'vitest';
import { passwordCost, Passwords, standardCost } from './passwords.ts';

const cheap = { memoryCost: 8, timeCost: 1, parallelism: 1 };

it('S-43 hashes with argon2id, 64 MiB, 3 passes, 16 bytes of salt and 32 of tag', async () => {
  const hash = await new Passwords(standardCost).hash('correct horse battery');
  const [, algorithm, version, cost, salt = '', tag = ''] = hash.split('$');
  expect([algorithm, version, cost]).toEqual(['argon2id', 'v=19', 'm=65536,t=3,p=1']);
  expect([Buffer.from(salt, 'base64').length, Buffer.from(tag, 'base64').length]).toEqual([16, 32]);
});

it('S-43 knows the right password from a wrong one', async () => {
  const passwords = new Passwords(cheap);
  const hash = await passwords.hash('correct horse battery');
  expect(await passwords.check(hash, 'correct horse battery')).toEqual({ matches: true, rehash: null });
  expect(await passwords.check(hash, 'correct horse batterz')).toEqual({ matches: false, rehash: null });
});

it('S-43 takes both ways to type the same letter', async () => {
  const passwords = new Passwords(cheap);
  const hash = await passwords.hash('gro\u00DFes Caf\u00E9 \uFB01n');
  expect(await passwords.check(hash, 'gro\u00DFes Cafe\u0301 fin')).toMatchObject({ matches: true });
});

it('S-43 an unknown user costs a hash too, and is never right', async () => {
  const passwords = new Passwords(cheap);
  expect(await passwords.check(null, 'anything at all')).toEqual({ matches: false, rehash: null });
});

it('S-43 hands out a new hash when the cost has changed since', async () => {
  const old = await new Passwords(cheap).hash('correct horse battery');
  const today = new Passwords({ ...cheap, timeCost: 2 });
  const { matches, rehash } = await today.check(old, 'correct horse battery');
  expect(matches).toBe(true);
  expect(rehash).toContain('t=2');
  expect(await today.check(rehash, 'correct horse battery')).toEqual({ matches: true, rehash: null });
});

it('S-43 lets 50 wait, tells the next one to come back, and recovers', async () => {
  const passwords = new Passwords(cheap, 1);
  const accepted = Array.from({ length: 51 }, () => passwords.hash('correct horse battery'));
  await expect(passwords.hash('one too many')).rejects.toMatchObject({ code: 'unavailable' });
  expect(await Promise.all(accepted)).toHaveLength(51);
  await expect(passwords.hash('there is room again')).resolves.toContain('argon2id');
});

it('S-43 hashes are cheap in the test configuration alone', () => {
  const asked = { PARLEY_CHEAP_PASSWORDS: '1' };
  expect(passwordCost({ NODE_ENV: 'test', ...asked })).not.toEqual(standardCost);
  for (const NODE_ENV of ['production', 'development', undefined]) {
    expect(passwordCost({ NODE_ENV, ...asked })).toEqual(standardCost);
  }
  expect(passwordCost({ NODE_ENV: 'test' })).toEqual(standardCost);
});
