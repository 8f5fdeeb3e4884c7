import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { startChild, type Child } from '../../support/child.ts';
import { within } from '../../support/deadline.ts';
import { root } from '../../support/root.ts';
import type { FloorDesktopSettings } from './desktop.ts';
import type { FloorServerSettings } from './server.ts';

/** Starts the bare server; ready when its port is known. */
export async function startFloorServer(
  settings: FloorServerSettings,
  folder: string,
): Promise<{ child: Child; url: string; port: number }> {
  const child = startChild({
    name: 'floor server',
    file: asJavaScript('server'),
    args: [JSON.stringify(settings)],
    logFile: join(folder, 'floor-server.log'),
  });
  const [, url = ''] = await child.line(/floor listening on (http:\S+)/);
  return { child, url, port: Number(new URL(url).port) };
}

export interface MeasuredDesktop {
  child: Child;
  /** Delays of the messages stored since the last call, ms. */
  take(): Promise<number[]>;
}

export function startFloorDesktop(settings: FloorDesktopSettings, folder: string): Promise<MeasuredDesktop> {
  return toDesktop(
    startChild({
      name: 'floor desktop',
      file: asJavaScript('desktop'),
      args: [JSON.stringify(settings)],
      logFile: join(folder, 'floor-desktop.log'),
    }),
  );
}

/** A process that says when it is ready and answers `take` with its delays, as desktop.ts does. */
export async function toDesktop(child: Child): Promise<MeasuredDesktop> {
  const answer = (): Promise<{ delays?: number[] }> =>
    within(
      `${child.name} to answer`,
      20_000,
      // Only our own children speak here, and only these messages.
      new Promise((resolve) => child.process.once('message', (message) => resolve(message as { delays?: number[] }))),
    );
  await answer();
  return {
    child,
    async take() {
      const taken = answer();
      child.process.send('take');
      return (await taken).delays ?? [];
    },
  };
}

const written = new Map<string, string>();

/** The product runs as JavaScript, so its floor does too. Lies in out/, where Node finds the packages. */
function asJavaScript(name: 'server' | 'desktop'): string {
  let file = written.get(name);
  if (file === undefined) {
    const folder = join(root, 'out/bench/floors');
    mkdirSync(folder, { recursive: true });
    file = join(folder, `${name}-${process.pid}.mjs`);
    writeFileSync(file, stripTypeScriptTypes(readFileSync(join(import.meta.dirname, `${name}.ts`), 'utf8')));
    written.set(name, file);
  }
  return file;
}
