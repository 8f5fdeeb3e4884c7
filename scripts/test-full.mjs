// `npm run test:full [-- a file]`: every property of the project with 2,000 cases, and as many pieces of bad input for
// each route; `npm test` tries forty. PARLEY_PROPERTY_RUNS sets another number.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setUp } from './setup.mjs';

const only = process.argv.slice(2);
const files = readdirSync('.')
  .filter((name) => /^(src-.+|tools|tests)$/.test(name))
  .flatMap((name) => readdirSync(name, { recursive: true }).map((file) => join(name, file)))
  .filter((file) => /\.test\.tsx?$/.test(file) && readFileSync(file, 'utf8').includes("'fast-check'"))
  .filter((file) => only.length === 0 || only.some((part) => file.includes(part)));

const runtime = await setUp({ tests: true });
const { status } = spawnSync(
  'node_modules/.bin/vitest',
  // So many cases take their time; a hang is noticed case by case.
  ['run', '--project', 'unit', '--project', 'renderer', '--project', 'integration', '--testTimeout=3600000', ...files],
  {
    stdio: 'inherit',
    env: {
      PARLEY_PROPERTY_RUNS: '2000',
      ...process.env,
      ...runtime.env,
      PATH: `${process.cwd()}/node_modules/.bin:${process.env.PATH}`,
    },
  },
);
process.exit(status ?? 1);
