// `npm run dev`: the desktop with hot reload; backend and simulator are rebuilt when their sources change.
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { setUp } from './setup.mjs';

const runtime = await setUp();
const bin = resolve('node_modules/.bin');
const standIn = runtime.env.ELECTRON_OVERRIDE_DIST_PATH;
const env = {
  ...process.env,
  ...runtime.env,
  ...(standIn && { ELECTRON_EXEC_PATH: join(standIn, 'electron') }),
  PATH: `${bin}:${process.env.PATH}`,
};
const children = [
  ['vite', 'build', '--watch', '-c', 'vite.backend.config.ts', '--logLevel', 'warn'],
  ['vite', 'build', '--watch', '-c', 'vite.simulator.config.ts', '--logLevel', 'warn'],
  ['electron-vite', 'dev', '--', '--demo', `--user-data-dir=${resolve('data/desktop-dev')}`],
].map(([command, ...args]) => spawn(join(bin, command), args, { stdio: 'inherit', env }));

const stop = () => children.forEach((child) => child.kill('SIGTERM'));
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
// The window is the point of it: when it ends, so does the rest.
children.at(-1).on('exit', (code) => {
  stop();
  process.exitCode = code ?? 0;
});
