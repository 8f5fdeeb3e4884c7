import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

function launch(args: readonly string[]): {
  child: ChildProcess;
  output: Promise<string>;
  exit: Promise<number | null>;
} {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exit = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
  const output = new Promise<string>((resolve) => {
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        if (text.includes('\n')) resolve(text);
      });
    }
  });
  return { child, output, exit };
}

it.each(['SIGTERM', 'SIGINT'] as const)(
  'prints where it listens, answers there, and ends with 0 on %s',
  async (signal) => {
    const { child, output, exit } = launch(['--port', '0']);
    const line = await output;
    expect(line).toMatch(/^parley simulator listening on http:\/\/127\.0\.0\.1:\d+\n/);
    const company = await fetch(`${line.split(' ').at(-1)?.trim()}/_control/company`);
    expect(company.status).toBe(200);
    child.kill(signal);
    expect(await exit).toBe(0);
  },
);

it('ends when its parent goes, if asked to', async () => {
  const { child, output, exit } = launch(['--exit-with-parent']);
  await output;
  child.stdin?.end();
  expect(await exit).toBe(0);
});

it('says what is wrong with its flags or its port and ends with an error', async () => {
  const wrong = launch(['--port', 'eighty']);
  expect(await wrong.output).toMatch(/^--port: /);
  expect(await wrong.exit).toBe(2);

  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const taken = launch(['--port', String(typeof address === 'object' ? address?.port : '')]);
  expect(await taken.output).toContain('The port is taken');
  expect(await taken.exit).toBe(1);
});
