import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import { build } from 'vite';
import { newId, type ClientId, type WorkspaceId } from '#shared/ids.ts';
import { defaultSettings } from '#shared/settings.ts';
import { channelOf } from '#shared/wire/ipc.ts';
import type { StoreOptions } from '../../../src-main/cache/databases.ts';
import { answerAppRequest, readAppFiles } from '../../../src-main/shell/app-files.ts';
import { systemClock } from '../../../src-main/sync/clock.ts';
import { openWorkspace } from '../../../src-main/workspace/workspace.ts';
import { findBrowser } from '../../support/browser.ts';
import { root } from '../../support/root.ts';
import { invokeCall } from '../../support/workspace-bridge.ts';

// The built page in Chromium over a workspace of this process: no server, no Electron, everything from its own files.

export interface BenchPage {
  page: Page;
  /** A page of the same Chromium that shows a bare React list; see floor-page.ts. */
  bare: Page;
  close(): Promise<void>;
}

export async function openBenchPage(options: StoreOptions): Promise<BenchPage> {
  const workspace = await openWorkspace({
    dir: options.dir,
    databaseKey: options.key,
    mediaKey: randomBytes(32),
    url: 'http://127.0.0.1:9',
    client: { id: newId<ClientId>(), name: 'bench' },
    tokens: { load: () => null, save: () => undefined },
    workerUrl: new URL('../../../src-main/cache/store-worker.ts', import.meta.url),
    clock: systemClock,
    settings: () => defaultSettings,
    eraseKeys: async () => undefined,
  });
  const files = readAppFiles(join(root, 'out/renderer'));
  const script = await bareScript();
  const app = await serve(async (path) => answerAppRequest(files, { method: 'GET', url: `parley://app${path}` }));
  const floor = await serve(async (path) =>
    path === '/'
      ? new Response('<!doctype html><div id="root"></div><script src="/bare.js"></script>', {
          headers: { 'content-type': 'text/html' },
        })
      : new Response(script, { headers: { 'content-type': 'text/javascript' } }),
  );
  const browser: Browser = await chromium.launch(findBrowser());
  const context = await browser.newContext({ viewport: { width: 1600, height: 900 } });
  const page = await context.newPage();
  const state = {
    phase: 'ready',
    workspace: { id: newId<WorkspaceId>(), mode: 'team', name: 'Bench', url: 'http://127.0.0.1:9' },
    storage: 'encrypted',
    notices: [],
    demo: null,
  };
  const ofTheApp: Record<string, unknown> = {
    [channelOf('app', 'state')]: state,
    [channelOf('settings', 'get')]: { ...defaultSettings, firstSteps: { done: [], isHidden: true } },
    [channelOf('lock', 'state')]: { isSet: false },
  };
  const list = channelOf('conversations', 'list');
  await page.exposeFunction('benchInvoke', (channel: string, input: unknown) => {
    if (channel in ofTheApp) return { ok: true, value: ofTheApp[channel] };
    // What has just come stands on top, whatever order a person would find there.
    return invokeCall(workspace, channel, channel === list ? { ...Object(input), sort: 'newest' } : input);
  });
  await page.addInitScript(() => {
    // What the preload puts there, over Playwright's own way out of the page.
    const invoke = Reflect.get(window, 'benchInvoke');
    Reflect.set(window, 'parley', { invoke, on: () => () => undefined });
  });
  await page.goto(`${app.url}/`);
  const bare = await context.newPage();
  await bare.goto(`${floor.url}/`);
  return {
    page,
    bare,
    close: async () => {
      await browser.close();
      await workspace.close();
      for (const { server } of [app, floor]) server.close();
    },
  };
}

async function serve(answer: (path: string) => Promise<Response>): Promise<{ server: Server; url: string }> {
  const server = createServer(async (request, response) => {
    const answered = await answer(request.url ?? '/');
    response.writeHead(answered.status, Object.fromEntries(answered.headers));
    response.end(Buffer.from(await answered.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Listening on a port, so it is no pipe.
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function bareScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: true,
      rolldownOptions: { input: join(import.meta.dirname, 'floor-page.ts'), output: { format: 'iife' } },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  const chunk = output !== undefined && 'output' in output ? output.output[0] : undefined;
  if (chunk?.type !== 'chunk') throw new Error('the bare page has no script');
  return chunk.code;
}
