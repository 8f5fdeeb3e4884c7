import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Settings } from '#shared/settings.ts';
import type { WorkspaceList } from '#shared/workspaces.ts';
import { within } from '../support/deadline.ts';
import { makeFolder, removeFolder } from '../support/folder.ts';
import { startNotificationServer, type NotificationServer } from '../support/notification-server.ts';
import { ask, type Desk, endDesk, launchDesk, signInAt, signInUnseen } from './desk.ts';

/**
 * A desktop that runs on from journey to journey, as starting one costs as much as most journeys. Between two of them its
 * workspaces are removed with their files, its settings are the ones of a new desktop, and its page is loaded anew. One
 * that was ended, or does not get there, is replaced by a new one.
 */
export class StandingDesk {
  readonly #folder = makeFolder('e2e-desks');
  #bus: NotificationServer | null = null;
  #desk: Desk | null = null;
  #settings: Settings | null = null;
  #started = 0;
  #isTaken = false;
  /** Its page still has what the last journey made of it. */
  #isUsed = false;

  /** What it shows its cards on. */
  async bus(): Promise<NotificationServer> {
    return (this.#bus ??= await startNotificationServer());
  }

  /** Null when somebody has it already. */
  async take(): Promise<Desk | null> {
    if (this.#isTaken) return null;
    this.#isTaken = true;
    if (this.#desk === null) {
      const { address } = await this.bus();
      this.#desk = await launchDesk(join(this.#folder, `profile-${this.#started++}`), address);
      this.#isUsed = false;
      await expect(this.#desk.page.getByRole('button', { name: 'Connect to a server' })).toBeVisible();
      this.#settings = await ask<Settings>(this.#desk.page, 'settings', 'get');
      await keepDialogs(this.#desk);
    }
    return this.#desk;
  }

  async signIn({ page }: Desk, url: string, email: string, password: string): Promise<void> {
    if (this.#isUsed) return await signInUnseen(page, url, email, password);
    this.#isUsed = true;
    await signInAt(page, url, email, password);
  }

  /** `isFit`: nothing went wrong in the journey, so it may go on to the next. */
  async giveBack(isFit: boolean): Promise<void> {
    const desk = this.#desk;
    if (!this.#isTaken || desk === null) return;
    this.#isTaken = false;
    this.#bus?.forget();
    if (isFit && desk.isRunning() && (await this.#makeNew(desk))) return;
    this.#desk = null;
    await endDesk(desk);
  }

  async #makeNew({ app, page }: Desk): Promise<boolean> {
    const steps = async (): Promise<void> => {
      await Promise.all(app.windows().map((window) => (window === page ? undefined : window.close())));
      const { tiles } = await ask<WorkspaceList>(page, 'workspaces', 'list');
      for (const { id } of tiles) await ask(page, 'workspaces', 'remove', { workspaceId: id });
      await ask(page, 'settings', 'set', this.#settings);
      await app.evaluate(() => (globalThis as unknown as { putDialogsBack: () => void }).putDialogsBack());
    };
    return within('the desktop as new', 30_000, steps()).then(
      () => true,
      (error: unknown) => {
        console.log(`a desktop did not become as new, the next journey gets another: ${String(error)}`);
        return false;
      },
    );
  }

  async end(): Promise<void> {
    if (this.#desk !== null) await endDesk(this.#desk);
    await this.#bus?.stop();
    removeFolder(this.#folder);
  }
}

/** Journeys answer the system's dialogs by putting functions of their own in their place. */
async function keepDialogs({ app }: Desk): Promise<void> {
  await app.evaluate(({ dialog, shell }) => {
    const [ofDialog, ofShell] = [{ ...dialog }, { ...shell }];
    Object.assign(globalThis, {
      putDialogsBack: () => {
        Object.assign(dialog, ofDialog);
        Object.assign(shell, ofShell);
      },
    });
  });
}
