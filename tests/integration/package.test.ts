import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { build, Platform } from 'electron-builder';
import { beforeAll, expect, it } from 'vitest';
import { writePackableDist } from '../../tools/electron-stand-in/packable-dist.ts';
import { packageConfig } from '../../tools/package/config.ts';
import { fusesFor } from '../../tools/package/fuses.ts';
import { makeFolder, removeFolder } from '../support/folder.ts';

const folder = makeFolder('package');
const app = join(folder, 'release/linux-unpacked');

beforeAll(async () => {
  const dist = makeFolder('package-dist');
  await writePackableDist(dist, '45.4.1');
  const config = { ...packageConfig('45.4.1', dist), directories: { output: join(folder, 'release') } };
  await build({ config, targets: Platform.LINUX.createTarget('dir'), publish: 'never' });
  removeFolder(dist);
  return () => removeFolder(folder);
  // It packs all that the app depends on.
}, 180_000);

it('S-19 the packed binary has every fuse at the value it is meant to have', async () => {
  const { version: _version, ...wire } = await getCurrentFuseWire(join(app, 'parley'));
  const states = Object.entries(wire).map(([fuse, state]) => [FuseV1Options[Number(fuse)], FuseState[Number(state)]]);
  expect(Object.fromEntries(states)).toEqual({
    RunAsNode: 'DISABLE',
    EnableCookieEncryption: 'ENABLE',
    EnableNodeOptionsEnvironmentVariable: 'DISABLE',
    EnableNodeCliInspectArguments: 'DISABLE',
    EnableEmbeddedAsarIntegrityValidation: 'DISABLE',
    OnlyLoadAppFromAsar: 'ENABLE',
    LoadBrowserProcessSpecificV8Snapshot: 'DISABLE',
    GrantFileProtocolExtraPrivileges: 'DISABLE',
    WasmTrapHandlers: 'ENABLE',
  });
});

it.each(['darwin', 'win32'])('S-19 on %s the archive is also checked against tampering', (platform) => {
  expect(fusesFor(platform)[FuseV1Options.EnableEmbeddedAsarIntegrityValidation]).toBe(true);
});

it('the package holds the built programs, native code outside the archive, and neither sources nor tests', () => {
  const files = listPackage(join(app, 'resources/app.asar'), { isPack: false });
  const programs = ['main/index.js', 'preload/index.js', 'renderer/index.html', 'backend/main.js', 'simulator/main.js'];
  expect(files).toEqual(expect.arrayContaining(programs.map((name) => `/out/${name}`)));
  expect(files.filter((name) => /^\/(src-|tests|tools|docs)|^\/out\/.*\.map$/.test(name))).toEqual([]);
  const native = files.filter((name) => name.endsWith('.node'));
  expect(native.length).toBeGreaterThan(0);
  for (const name of native) expect(existsSync(join(app, 'resources/app.asar.unpacked', name)), name).toBe(true);
});
