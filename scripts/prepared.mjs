// Sets up, then runs a file of the project with Node 24: `node scripts/prepared.mjs tests/bench/main.ts --quick`. What
// stands before the file and begins with two dashes is for Node itself.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { setUp } from './setup.mjs';

const words = process.argv.slice(2);
const start = words.findIndex((word) => !word.startsWith('--'));
const nodeFlags = words.slice(0, start);
const [file, ...args] = words.slice(start);
const runtime = await setUp({ tests: file.startsWith('tests/') });
const bin = resolve('node_modules/.bin');
const child = spawn(resolve(bin, 'node'), [...nodeFlags, file, ...args], {
  stdio: 'inherit',
  env: { ...process.env, ...runtime.env, PARLEY_RUNTIME: runtime.kind, PATH: `${bin}:${process.env.PATH}` },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal === null ? code : 1));
