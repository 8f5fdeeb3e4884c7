import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { answerAppRequest, readAppFiles } from './app-files.ts';

const root = mkdtempSync(join(tmpdir(), 'parley-files-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const dir = join(root, 'renderer');
mkdirSync(join(dir, 'assets'), { recursive: true });
writeFileSync(join(root, 'secret.html'), 'secret');
writeFileSync(join(dir, 'index.html'), '<!doctype html>');
writeFileSync(join(dir, 'assets/app.js'), 'run()');
writeFileSync(join(dir, 'assets/app.js.map'), '{}');
symlinkSync(join(root, 'secret.html'), join(dir, 'link.html'));
const files = readAppFiles(dir);
const get = (url: string, method = 'GET') => answerAppRequest(files, { method, url });

it('S-18 serves a packaged file with its type, and the start page for the bare origin', async () => {
  const script = get('parley://app/assets/app.js');
  expect([script.status, script.headers.get('content-type'), await script.text()]).toEqual([
    200,
    'text/javascript; charset=utf-8',
    'run()',
  ]);
  expect(await get('parley://app/').text()).toBe('<!doctype html>');
  expect(await get('parley://app/index.html#/inbox').text()).toBe('<!doctype html>');
});

it('S-7 S-18 sends the policy and nosniff with every answer, errors included', () => {
  for (const response of [get('parley://app/'), get('parley://app/none'), get('parley://app/', 'POST')]) {
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; " +
        "media-src 'self' blob:; font-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'; " +
        "frame-src 'none'; object-src 'none'; worker-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'",
    );
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  }
});

it('S-30 carries the safe-mode page itself, without a script', async () => {
  const page = await get('parley://app/safe-mode.html').text();
  expect(page).toContain('href="/index.html"');
  expect(page).not.toContain('<script');
});

it.each([
  'parley://app/../secret.html',
  'parley://app/..%2fsecret.html',
  'parley://app/%2e%2e/secret.html',
  'parley://app/%252e%252e%252fsecret.html',
  'parley://app/..\\secret.html',
  'parley://app/..%5csecret.html',
  'parley://app//secret.html',
  'parley://app/index.html%00.js',
  'parley://app/link.html',
  'parley://app/assets/app.js.map',
  'parley://app/assets',
  'parley://app/%00',
  'parley://other/index.html',
  'parley://app.evil/index.html',
  'parley:index.html',
])('S-18 answers %s with 404', (url) => {
  expect(get(url).status).toBe(404);
});

it('S-18 answers only GET, and a URL that is none with 400', () => {
  expect(['HEAD', 'POST', 'PUT', 'DELETE'].map((method) => get('parley://app/', method).status)).toEqual([
    405, 405, 405, 405,
  ]);
  expect(get('no url').status).toBe(400);
});
