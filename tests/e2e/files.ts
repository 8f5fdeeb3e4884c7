import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { root } from '../support/root.ts';
import type { Simulator } from '../support/simulator.ts';

/** One of the files that the simulator's customers send. */
export const sample = (name: string): string => join(root, 'src-simulator/media/samples', name);

/** The system's dialog answers with these files from now on. */
export async function chooses(app: ElectronApplication, ...filePaths: string[]): Promise<void> {
  await app.evaluate(({ dialog }, paths) => {
    // The one method that is used, without the window of the dialog.
    const world = globalThis as { wasAsked?: boolean };
    world.wasAsked = false;
    dialog.showOpenDialog = (async () => {
      world.wasAsked = true;
      return { canceled: false, filePaths: paths };
    }) as unknown as typeof dialog.showOpenDialog;
  }, filePaths);
}

/** Has the dialog been shown since it was said what it answers? */
export const wasAsked = (app: ElectronApplication): Promise<boolean> =>
  app.evaluate(() => (globalThis as { wasAsked?: boolean }).wasAsked === true);

export const bytesOf = (name: string): Buffer => readFileSync(sample(name));

/** What the customer's phone has got of a file that was sent: WhatsApp hands it out by its id. */
export async function bytesAtWhatsApp({ url, company }: Simulator, body: unknown): Promise<Buffer> {
  // The ledger tells what was sent as it was sent.
  const { id } = body as { id: string };
  const headers = { authorization: `Bearer ${company.accessToken}` };
  const found = (await (await fetch(`${url}/v26.0/${id}`, { headers })).json()) as { url: string };
  return Buffer.from(await (await fetch(found.url, { headers })).arrayBuffer());
}
