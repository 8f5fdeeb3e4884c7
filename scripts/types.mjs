// Type-checks every program with its own tsconfig: a program that reaches for what it must not have does not compile.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';

const projects = [
  ...readdirSync('.').filter((name) => /^(src-|tests$)/.test(name)),
  ...readdirSync('tools').map((name) => `tools/${name}`),
].filter((dir) => existsSync(`${dir}/tsconfig.json`));

const wanted = process.argv.slice(2);
let failed = 0;
for (const project of wanted.length > 0 ? wanted : projects) {
  const { status } = spawnSync('tsc', ['-p', project], { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) {
    failed++;
    console.error(`types: ${project} has errors`);
  }
}
process.exit(failed === 0 ? 0 : 1);
