import { EventEmitter } from 'node:events';
import type { Menu } from './menu.ts';
import { stubMethods } from './not-implemented.ts';

/** A model of a tray icon: what the app set can be seen by replacing its methods, nothing is drawn. */
export class Tray extends EventEmitter {
  #isDestroyed = false;
  #title = '';
  #menu: Menu | null = null;
  readonly #guid: string | null;

  constructor(_image: unknown, guid?: string) {
    super();
    this.#guid = guid ?? null;
  }

  setImage(): void {}
  setPressedImage(): void {}
  setToolTip(): void {}
  setTitle(title: string): void {
    this.#title = title;
  }
  getTitle(): string {
    return this.#title;
  }
  setContextMenu(menu: Menu | null): void {
    this.#menu = menu;
  }
  popUpContextMenu(menu?: Menu): void {
    (menu ?? this.#menu)?.popup();
  }
  closeContextMenu(): void {
    this.#menu?.closePopup();
  }
  setIgnoreDoubleClickEvents(): void {}
  getBounds(): { x: number; y: number; width: number; height: number } {
    return { x: 0, y: 0, width: 22, height: 22 };
  }
  getGUID(): string | null {
    return this.#guid;
  }
  focus(): void {}
  destroy(): void {
    this.#isDestroyed = true;
  }
  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
}

stubMethods(Tray.prototype, 'Tray', 'displayBalloon removeBalloon getIgnoreDoubleClickEvents');
