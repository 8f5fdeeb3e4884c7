#!/usr/bin/env node
// What `parley <command>` starts (ruling 40): the built backend under this folder's own Node, in the folder one is in,
// because that is where its settings (.env) are looked for.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const program = join(root, 'out/backend/main.js');
const node = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

if (!existsSync(program)) {
  console.error(`parley: it is not built yet; run once in ${root}: npm run parley -- --help`);
  process.exitCode = 1;
} else {
  const runtime = existsSync(node) ? node : process.execPath;
  const child = spawn(runtime, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal === null ? code : 1));
}
