import { readFileSync } from 'node:fs';
import { launch } from '../cli/launch.ts';
import { installAddresses } from '../page/addresses.ts';
import { createBridge } from '../page/bridge.ts';
import { createCodec } from '../page/codec.ts';
import { installIsolatedWorld, type IsolatedWorldOptions } from '../page/isolated-world.ts';
import { installLeaving } from '../page/leaving.ts';
import { installPermissions } from '../page/permissions.ts';
import { notImplemented } from './not-implemented.ts';
import { customSchemes } from './schemes.ts';

/** Names that the preload's world and main know each other by. */
export const binding = '__electronToMain';
export const receiver = '__electronToPage';

export interface WebPreferences {
  preload?: string;
  sandbox?: boolean;
  contextIsolation?: boolean;
  nodeIntegration?: boolean;
  nodeIntegrationInWorker?: boolean;
  nodeIntegrationInSubFrames?: boolean;
  webviewTag?: boolean;
  webSecurity?: boolean;
  javascript?: boolean;
  additionalArguments?: string[];
  disableBlinkFeatures?: string;
  backgroundThrottling?: boolean;
  zoomFactor?: number;
  partition?: string;
  session?: unknown;
}

const unsupported: { name: keyof WebPreferences; value: boolean }[] = [
  { name: 'nodeIntegration', value: true },
  { name: 'nodeIntegrationInWorker', value: true },
  { name: 'contextIsolation', value: false },
  { name: 'sandbox', value: false },
  { name: 'webSecurity', value: false },
  { name: 'javascript', value: false },
  { name: 'webviewTag', value: true },
];

export function checkPreferences(preferences: WebPreferences): void {
  for (const { name, value } of unsupported) {
    if (preferences[name] === value) notImplemented(`webPreferences.${name}: ${value}`);
  }
}

/** The two scripts that run in every document before its own. */
export function pageScripts(nonce: string, preferences: WebPreferences): { main: string; isolated: string } {
  const { preload } = preferences;
  const options: IsolatedWorldOptions = {
    nonce,
    binding,
    receiver,
    subFrames: preferences.nodeIntegrationInSubFrames ?? false,
    process: {
      versions: { ...process.versions },
      platform: process.platform,
      arch: process.arch,
      env: { ...process.env },
      argv: [launch.executable, ...(preferences.additionalArguments ?? [])],
      execPath: launch.executable,
      type: 'renderer',
      sandboxed: true,
      contextIsolated: true,
    },
  };
  const hasMiddleClick = !(preferences.disableBlinkFeatures ?? '').split(',').includes('Auxclick');
  const text = preload === undefined ? '' : readFileSync(preload, 'utf8');
  const run = `(require, process) => {
    const module = { exports: {} };
    ((exports, global, setImmediate, clearImmediate) => {${text}\n})(module.exports, globalThis, setTimeout, clearTimeout);
  }`;
  return {
    main: `{
      const { callHost } = (${createBridge})(${JSON.stringify(nonce)}, 'main');
      (${installAddresses})(${JSON.stringify(customSchemes())});
      (${installLeaving})(callHost, ${hasMiddleClick});
      (${installPermissions})(callHost);
    }`,
    isolated: `(${installIsolatedWorld})(${JSON.stringify(options)}, ${createBridge}, ${createCodec}, ${run})\n//# sourceURL=${preload ?? 'no-preload'}`,
  };
}
