import type { MenuItemConstructorOptions } from 'electron';

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
  const quit: MenuItemConstructorOptions = {
    id: 'quit',
    label: isMac ? 'Quit Parley' : 'Quit',
    accelerator: 'CommandOrControl+Q',
    click: actions.quit,
  };
  const show: MenuItemConstructorOptions = { id: 'show', label: 'Show Inbox', click: actions.showWindow };
  const phone: MenuItemConstructorOptions = {
    id: 'phone',
    label: 'Play the Customer…',
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
      : { label: '&File', submenu: [show, phone, separator, { role: 'close' }, quit] },
    { role: 'editMenu' },
    {
      label: isMac ? 'View' : '&View',
      submenu: [
        { role: 'togglefullscreen' },
        ...(has.devTools ? [separator, { role: 'reload' as const }, { role: 'toggleDevTools' as const }] : []),
      ],
    },
    ...(isMac
      ? [
          {
            label: 'Window',
            submenu: [{ role: 'minimize' as const }, { role: 'close' as const }, separator, show, phone],
          },
        ]
      : []),
  ];
}
