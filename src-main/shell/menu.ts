import type { MenuItemConstructorOptions } from 'electron';
import { texts } from '../texts/texts.ts';

export interface MenuActions {
  showWindow: () => void;
  openPhonePage: () => void;
  quit: () => void;
}

/**
 * The application menu. Keys that the page uses for itself (mod+0…9, mod+N, mod+K, the zoom…) carry no accelerator here,
 * or the system would take them first.
 */
export function menuTemplate(
  platform: NodeJS.Platform,
  has: { phonePage: boolean; devTools: boolean },
  actions: MenuActions,
): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  const { menu } = texts();
  const quit: MenuItemConstructorOptions = {
    id: 'quit',
    label: isMac ? menu.quitParley : menu.quit,
    accelerator: 'CommandOrControl+Q',
    click: actions.quit,
  };
  const show: MenuItemConstructorOptions = { id: 'show', label: menu.show, click: actions.showWindow };
  const phone: MenuItemConstructorOptions = {
    id: 'phone',
    label: menu.phone,
    visible: has.phonePage,
    click: actions.openPhonePage,
  };
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  return [
    isMac
      ? {
          label: 'Parley',
          submenu: [{ role: 'about' }, separator, { role: 'hide' }, { role: 'hideOthers' }, separator, quit],
        }
      : { label: menu.file, submenu: [show, phone, separator, { role: 'close' }, quit] },
    { role: 'editMenu' },
    {
      label: isMac ? menu.view.replace('&', '') : menu.view,
      submenu: [
        { role: 'togglefullscreen' },
        ...(has.devTools ? [separator, { role: 'reload' as const }, { role: 'toggleDevTools' as const }] : []),
      ],
    },
    ...(isMac
      ? [
          {
            label: menu.window,
            submenu: [{ role: 'minimize' as const }, { role: 'close' as const }, separator, show, phone],
          },
        ]
      : []),
  ];
}
