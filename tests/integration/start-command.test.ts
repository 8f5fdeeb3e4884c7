import { spawn } from 'node:child_process';
import { root } from '../support/root.ts';
import { expect, it } from 'vitest';

it('ruling 64: without a display, `npm start -- --check` brings up the demo, says where the phone is, and ends with 0', async () => {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env;
  const child = spawn(process.execPath, ['scripts/start.mjs', '--check'], { cwd: root, env });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const code = await new Promise((done) => child.on('exit', done));
  expect(output).toContain('parley demo is ready');
  const phone = /play the customer: +(http:\/\/127\.0\.0\.1:\d+\/)/.exec(output)?.[1];
  expect(phone).toBeDefined();
  expect(code).toBe(0);
  expect(errors).not.toContain('unexpectedly');
  await expect(fetch(String(phone))).rejects.toThrow();
});
