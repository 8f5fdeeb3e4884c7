// Type-checks every program with its own tsconfig: a program that reaches for what it must not have does not compile.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';

const projects = [
  ...readdirSync('.').filter((name) => /^(src-|tests$)/.test(name)),
  ...readdirSync('tools').map((name) => `tools/${name}`),
].filter((dir) => existsSync(`${dir}/tsconfig.json`));

const wanted = process.argv.slice(2);
const waiting = wanted.length > 0 ? wanted : projects;
let failed = 0;

/** One program after the other, until none waits. */
async function checkOnFreeCore() {
  for (let project = waiting.shift(); project !== undefined; project = waiting.shift()) {
    // Several threads of one check work out the same types each for itself: twice the work.
    const child = spawn('tsc', ['-p', project, '--singleThreaded'], {
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    if (code === 0) continue;
    failed++;
    console.error(`types: ${project} has errors`);
  }
}

await Promise.all(Array.from({ length: availableParallelism() }, checkOnFreeCore));
process.exit(failed === 0 ? 0 : 1);
