import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { expect, it } from 'vitest';

// Policies hold because there is one place for each: a second one would be a way around it.

const root = resolve(import.meta.dirname, '..');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !/\.(test|fixtures)\.ts$/.test(name))
  .map((name) => ({ name: relative('.', name).split(sep).join('/'), text: readFileSync(join(root, name), 'utf8') }));
const holding = (pattern: RegExp): string[] => files.filter(({ text }) => pattern.test(text)).map(({ name }) => name);

it.each<[string, RegExp, string[]]>([
  ['S-2 windows are made by the factory only', /new BrowserWindow\(/, ['shell/windows.ts']],
  ['S-2 views and web views are made nowhere', /\b(BrowserView|WebContentsView)\b|webviewTag: true/, []],
  ['S-15 links leave through openExternalSafely only', /\bshell\.openExternal\(/, ['index.ts']],
  ['S-27 nothing is opened by the system as a file', /\bshell\.(openPath|showItemInFolder)\(/, []],
  ['S-17 calls are answered by serve only', /\.handle\(channel|ipcMain\.(handle|on)\(/, ['ipc/serve.ts']],
  ['S-6 web security is never switched off', /webSecurity: false|allowRunningInsecureContent: true/, []],
  ['S-21 no child runs as plain Node', /ELECTRON_RUN_AS_NODE|from 'node:child_process'/, []],
  ['S-33 only the asynchronous keychain API is used', /\.(encryptString|decryptString|isEncryptionAvailable)\(/, []],
])('%s', (_rule, pattern, expected) => {
  expect(holding(pattern)).toEqual(expected);
});

it('looks at all of main', () => {
  expect(files.length).toBeGreaterThan(60);
});
