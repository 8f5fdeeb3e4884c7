// Sets up, then runs a file of the project with Node 24: `node scripts/prepared.mjs tests/bench/main.ts --quick`.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { setUp } from './setup.mjs';

const [file, ...args] = process.argv.slice(2);
const runtime = await setUp({ tests: file.startsWith('tests/') });
const bin = resolve('node_modules/.bin');
const child = spawn(resolve(bin, 'node'), [file, ...args], {
  stdio: 'inherit',
  env: { ...process.env, ...runtime.env, PARLEY_RUNTIME: runtime.kind, PATH: `${bin}:${process.env.PATH}` },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal === null ? code : 1));
