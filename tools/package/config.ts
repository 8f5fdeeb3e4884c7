import { join } from 'node:path';
import { flipFuses } from '@electron/fuses';
import type { AfterPackContext, Configuration } from 'electron-builder';
import { fusesFor } from './fuses.ts';

/** What goes into the package, for every platform. `electronDist`: a folder with an Electron; without one it is downloaded. */
export function packageConfig(electronVersion: string, electronDist: string | null): Configuration {
  return {
    appId: 'app.parley.desktop',
    productName: 'Parley',
    electronVersion,
    ...(electronDist === null ? {} : { electronDist }),
    // The native packages are N-API: the binaries they bring fit every Electron.
    npmRebuild: false,
    asar: true,
    directories: { output: 'release', buildResources: 'resources' },
    files: ['out/{main,preload,renderer,backend,simulator}/**', '!**/*.map', 'resources/icon.png', 'package.json'],
    linux: { executableName: 'parley', category: 'Office', icon: 'resources/icon.png', target: 'dir' },
    mac: { category: 'public.app-category.business', target: 'dir' },
    win: { target: 'dir' },
    // electron-builder's own setting does not know every fuse.
    afterPack: async (context) => {
      await flipFuses(executableOf(context), fusesFor(context.electronPlatformName));
    },
  };
}

function executableOf({ appOutDir, electronPlatformName, packager }: AfterPackContext): string {
  const { productFilename } = packager.appInfo;
  if (electronPlatformName === 'darwin') return join(appOutDir, `${productFilename}.app`);
  return join(appOutDir, electronPlatformName === 'win32' ? `${productFilename}.exe` : 'parley');
}
