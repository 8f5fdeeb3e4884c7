import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { openJwt, signJwt } from './jwt.ts';

const secret = 'a secret of a test that is long enough';
const claims = { sid: '01a1fbbc-2439-76dd-88d0-08d2773952e7', exp: 1_795_225_373 };
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

it('opens what it signed', () => {
  expect(openJwt(signJwt(claims, secret), secret)).toEqual(claims);
});

it('is an ordinary HS256 token', () => {
  const [head = '', body = '', signature] = signJwt(claims, secret).split('.');
  expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toEqual({ alg: 'HS256', typ: 'JWT' });
  expect(signature).toBe(createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url'));
});

it('opens with no other secret', () => {
  expect(openJwt(signJwt(claims, 'another secret, as long as the first'), secret)).toBeNull();
});

it('takes no other claims under a signature', () => {
  const [head, , signature] = signJwt(claims, secret).split('.');
  expect(openJwt(`${head}.${encode({ ...claims, exp: 9_999_999_999 })}.${signature}`, secret)).toBeNull();
});

it('takes no token that names another algorithm, or none', () => {
  for (const alg of ['none', 'HS512', 'RS256']) {
    const signed = `${encode({ alg, typ: 'JWT' })}.${encode(claims)}`;
    const signature = createHmac('sha256', secret).update(signed).digest('base64url');
    expect(openJwt(`${signed}.${signature}`, secret)).toBeNull();
    expect(openJwt(`${signed}.`, secret)).toBeNull();
  }
});

it.each(['', '.', '..', 'a.b', 'a.b.c', 'a.b.c.d'])('takes no nonsense: %j', (text) => {
  expect(openJwt(text, secret)).toBeNull();
});
