import { expect, it } from 'vitest';
import { StartError } from '../platform/start-error.ts';
import type { Command } from './command.ts';
import { commands } from './commands.ts';
import { runCommand } from './run-command.ts';

const greet: Command = {
  summary: 'Greets',
  usage: '<name>',
  run: async ([name = ''], { out }) => {
    if (name === '') throw new StartError('configuration', 'Say whom');
    out(`Hello ${name}`);
    return 3;
  },
};

async function run(...words: string[]) {
  const lines = { out: [] as string[], err: [] as string[] };
  const [name = '', ...args] = words;
  const code = await runCommand(
    name,
    args,
    { env: {}, directory: '.', out: (line) => lines.out.push(line), err: (line) => lines.err.push(line) },
    new Map([['greet', greet]]),
  );
  return { code, out: lines.out.join('\n'), err: lines.err.join('\n') };
}

it('runs a command with its arguments and ends with its code', async () => {
  expect(await run('greet', 'Ada')).toEqual({ code: 3, out: 'Hello Ada', err: '' });
});

it('says what can be done about a failure', async () => {
  expect(await run('greet')).toEqual({ code: 1, out: '', err: 'parley greet: Say whom' });
});

it('names the commands there are when it does not know one', async () => {
  const { code, err } = await run('grete');
  expect(code).toBe(2);
  expect(err).toMatch(/no command "grete"[^]*greet +Greets/);
});

it('explains a command', async () => {
  expect(await run('greet', '--help')).toEqual({ code: 0, out: 'Usage: parley greet <name>\nGreets', err: '' });
});

it('ruling 40: has the command replay', () => {
  expect([...commands.keys()]).toContain('replay');
});
