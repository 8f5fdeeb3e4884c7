// `npm run e2e [-- --real] [playwright arguments]`: the journeys on the built app.
import { spawnSync } from 'node:child_process';
import { setUp } from './setup.mjs';

const args = process.argv.slice(2);
const runtime = await setUp({ tests: true });
if (args.includes('--real') && runtime.kind !== 'real') {
  console.error('e2e --real: only the stand-in is available here; real Electron is needed for this run');
  process.exit(1);
}
const { status } = spawnSync('node_modules/.bin/playwright', ['test', ...args.filter((arg) => arg !== '--real')], {
  stdio: 'inherit',
  env: { ...process.env, ...runtime.env, PATH: `${process.cwd()}/node_modules/.bin:${process.env.PATH}` },
});
process.exit(status ?? 1);
