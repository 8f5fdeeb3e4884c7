import type { Menu, NativeImage, Tray } from 'electron';
import { trayTemplate, trayTip, type TrayActions, type TrayFacts } from './tray.ts';

export interface AppTrayOptions {
  Tray: typeof Tray;
  Menu: typeof Menu;
  image: NativeImage;
  facts: () => Promise<TrayFacts>;
  actions: TrayActions;
}

/** The icon beside the clock. Linux shows a menu as it was when it was set, so every change sets it anew. */
export class AppTray {
  readonly #options: AppTrayOptions;
  readonly #tray: Tray;
  #isRefreshing = false;
  #isStale = false;
  #isGone = false;

  constructor(options: AppTrayOptions) {
    this.#options = options;
    this.#tray = new options.Tray(options.image);
    this.#tray.on('click', options.actions.show);
    this.refresh();
  }

  /** What is still asked for it comes from stores that close now. */
  remove(): void {
    this.#isGone = true;
    this.#tray.destroy();
  }

  refresh(): void {
    if (this.#isGone) return;
    if (this.#isRefreshing) {
      this.#isStale = true;
      return;
    }
    this.#isRefreshing = true;
    this.#options
      .facts()
      .then(
        (facts) => this.#isGone || this.#show(facts),
        (error: unknown) => this.#isGone || console.error('tray:', error),
      )
      .finally(() => {
        this.#isRefreshing = false;
        if (!this.#isStale) return;
        this.#isStale = false;
        this.refresh();
      });
  }

  #show(facts: TrayFacts): void {
    const { Menu, actions } = this.#options;
    this.#tray.setToolTip(trayTip(facts));
    this.#tray.setContextMenu(Menu.buildFromTemplate(trayTemplate(facts, actions)));
  }
}
