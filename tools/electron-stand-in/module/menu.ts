import { EventEmitter } from 'node:events';
import { app } from './app.ts';
import type { BrowserWindow } from './browser-window.ts';
import { windows } from './window-registry.ts';

type Click = (item: MenuItem, window: BrowserWindow | undefined, event: object) => void;

export interface MenuItemOptions {
  id?: string;
  label?: string;
  sublabel?: string;
  toolTip?: string;
  role?: string;
  type?: string;
  accelerator?: string;
  icon?: unknown;
  enabled?: boolean;
  visible?: boolean;
  checked?: boolean;
  registerAccelerator?: boolean;
  click?: Click;
  submenu?: Menu | (MenuItem | MenuItemOptions)[];
}

let lastCommand = 0;

/** What an item with a role does by itself, where this model can do it. */
const roles: Record<string, (window: BrowserWindow | undefined) => void> = {
  quit: () => app.quit(),
  close: (window) => window?.close(),
  minimize: (window) => window?.minimize(),
  reload: (window) => window?.reload(),
  forceReload: (window) => window?.webContents.reloadIgnoringCache(),
  togglefullscreen: (window) => window?.setFullScreen(!window.isFullScreen()),
  resetZoom: (window) => window?.webContents.setZoomLevel(0),
  zoomIn: (window) => window?.webContents.setZoomLevel(window.webContents.getZoomLevel() + 0.5),
  zoomOut: (window) => window?.webContents.setZoomLevel(window.webContents.getZoomLevel() - 0.5),
};

export class MenuItem {
  id: string;
  label: string;
  sublabel: string;
  toolTip: string;
  role: string | undefined;
  type: string;
  accelerator: string | null;
  icon: unknown;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  registerAccelerator: boolean;
  readonly userAccelerator = null;
  readonly commandId = ++lastCommand;
  submenu: Menu | undefined;
  menu: Menu | undefined;
  readonly click: () => void;

  constructor(options: MenuItemOptions) {
    this.id = options.id ?? '';
    this.role = options.role;
    this.label = options.label ?? options.role ?? '';
    this.sublabel = options.sublabel ?? '';
    this.toolTip = options.toolTip ?? '';
    this.type = options.type ?? (options.submenu ? 'submenu' : 'normal');
    this.accelerator = options.accelerator ?? null;
    this.icon = options.icon;
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.registerAccelerator = options.registerAccelerator ?? true;
    this.submenu = Array.isArray(options.submenu) ? Menu.buildFromTemplate(options.submenu) : options.submenu;
    this.click = () => {
      if (!this.enabled) return;
      if (this.type === 'checkbox') this.checked = !this.checked;
      if (this.type === 'radio') this.#choose();
      const window = windows.focused ?? undefined;
      if (options.click) options.click(this, window, {});
      else if (this.role) roles[this.role]?.(window);
    };
  }

  /** Radio items that stand together exclude each other. */
  #choose(): void {
    const items = this.menu?.items ?? [];
    const own = items.indexOf(this);
    for (const step of [-1, 1]) {
      for (let i = own + step; items[i]?.type === 'radio'; i += step) items[i]!.checked = false;
    }
    this.checked = true;
  }
}

let applicationMenu: Menu | null = null;

/** A model of a menu: its items can be found and clicked, nothing is drawn. */
export class Menu extends EventEmitter {
  static buildFromTemplate(template: (MenuItem | MenuItemOptions)[]): Menu {
    const menu = new Menu();
    for (const item of template) menu.append(item instanceof MenuItem ? item : new MenuItem(item));
    return menu;
  }
  static setApplicationMenu(menu: Menu | null): void {
    applicationMenu = menu;
  }
  static getApplicationMenu(): Menu | null {
    return applicationMenu;
  }
  static sendActionToFirstResponder(): void {}

  items: MenuItem[] = [];
  #onClosed: (() => void) | undefined;

  append(item: MenuItem): void {
    this.insert(this.items.length, item);
  }
  insert(position: number, item: MenuItem): void {
    item.menu = this;
    this.items.splice(position, 0, item);
  }
  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }
  popup(options: { callback?: () => void } = {}): void {
    this.#onClosed = options.callback;
    this.emit('menu-will-show', {});
  }
  closePopup(): void {
    this.emit('menu-will-close', {});
    this.#onClosed?.();
    this.#onClosed = undefined;
  }
}
