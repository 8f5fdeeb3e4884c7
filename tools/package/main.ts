// Packs the built app for this platform into release/. Started by `npm run package`, which builds first.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'electron-builder';
import { writePackableDist } from '../electron-stand-in/packable-dist.ts';
import { packageConfig } from './config.ts';

const { version } = JSON.parse(readFileSync(resolve('node_modules/electron/package.json'), 'utf8')) as {
  version: string;
};
const isStandIn = process.env['PARLEY_RUNTIME'] === 'stand-in';
const standIn = isStandIn ? mkdtempSync(join(tmpdir(), 'parley-package-')) : null;
try {
  if (standIn !== null) await writePackableDist(standIn, version);
  await build({ config: packageConfig(version, standIn), publish: 'never' });
  console.log(
    isStandIn
      ? 'parley · packed in release/ around the stand-in: it shows what is packed and how, and is not for use'
      : 'parley · packed in release/',
  );
} finally {
  if (standIn !== null) rmSync(standIn, { recursive: true, force: true });
}
