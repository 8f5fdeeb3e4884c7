import path from 'node:path';
import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { launchFixture, temporaryFolder } from './launch.ts';

let app: ElectronApplication;
let page: Page;
test.beforeAll(async () => {
  app = await launchFixture();
  page = await app.firstWindow();
  await page.waitForLoadState();
});
test.afterAll(() => app.close());

test("a test replaces Notification.prototype.show and answers in the user's place", async () => {
  await app.evaluate(({ Notification }) => {
    Notification.prototype.show = function show(this: Electron.Notification) {
      fixtureMain.log.push({ shown: this.title, body: this.body });
      this.emit('reply', { reply: 'on my way' }, 'on my way');
    };
  });
  await page.evaluate(() => window.fixture.invoke('notify', 'Ada'));
  expect(await app.evaluate(() => fixtureMain.log)).toEqual(
    expect.arrayContaining([{ shown: 'Ada', body: 'asks' }, { reply: 'on my way' }]),
  );
});

test('a test replaces dialogs; without that they are dismissed', async () => {
  const answers = await app.evaluate(async ({ dialog }) => {
    const before = await dialog.showMessageBox({ message: 'Sure?', buttons: ['Yes', 'Cancel'] });
    dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: true });
    return [before, await dialog.showMessageBox({ message: 'Sure?' }), await dialog.showOpenDialog({})];
  });
  expect(answers).toEqual([
    { response: 1, checkboxChecked: false },
    { response: 0, checkboxChecked: true },
    { canceled: true, filePaths: [] },
  ]);
});

test('menus, shortcuts, badge and clipboard keep what they are given', async () => {
  const kept = await app.evaluate(async ({ app, Menu, globalShortcut, clipboard, Tray, nativeImage }) => {
    app.setBadgeCount(3);
    await clipboard.writeText('copied');
    const tray = new Tray(nativeImage.createEmpty());
    tray.setToolTip('Parley');
    return [
      app.getBadgeCount(),
      Menu.getApplicationMenu()?.getMenuItemById('quit')?.label,
      globalShortcut.register('Control+K', () => {}),
      globalShortcut.register('Control+K', () => {}),
      await clipboard.readText(),
      tray.isDestroyed(),
    ];
  });
  expect(kept).toEqual([3, 'quit', true, false, 'copied', false]);
});

test('a utility process gets arguments and messages, and its end is told with its code', async () => {
  const log = () => app.evaluate(() => fixtureMain.log);
  // It answers when it has started, which nobody else here waits for.
  await expect.poll(log).toContainEqual({
    utility: { got: { hello: 'utility' }, argv: ['argument'], type: 'utility' },
  });
  const gone = await app.evaluate(({ app }) => {
    const told = new Promise((resolve) => app.once('child-process-gone', (_event, details) => resolve(details)));
    fixtureMain.backend.kill();
    return told;
  });
  expect(gone).toEqual({
    type: 'Utility',
    reason: 'killed',
    exitCode: 15,
    serviceName: 'node.mojom.NodeService',
    name: 'fixture backend',
  });
  await expect.poll(log).toContainEqual({ utilityExit: 15 });
});

test('safeStorage opens after a restart what it closed before, and not in the states in which it must not', async () => {
  const keychain = { STANDIN_KEYCHAIN_FILE: path.join(temporaryFolder(), 'keychain') };
  const first = await launchFixture(keychain);
  await first.firstWindow();
  const closed = await first.evaluate(async ({ safeStorage }) =>
    (await safeStorage.encryptStringAsync('geheim')).toString('base64'),
  );
  await first.close();
  const states: Record<string, unknown> = {};
  for (const state of ['available', 'unavailable', 'locked', 'basic_text', 'lost', 're-encrypt', 'kwallet']) {
    const again = await launchFixture({ ...keychain, STANDIN_KEYCHAIN: state });
    await again.firstWindow();
    states[state] = await again.evaluate(async ({ safeStorage }, closed) => {
      const opened = await safeStorage.decryptStringAsync(Buffer.from(closed, 'base64')).catch(() => 'refused');
      return [safeStorage.getSelectedStorageBackend(), await safeStorage.isAsyncEncryptionAvailable(), opened];
    }, closed);
    await again.close();
  }
  const opened = (shouldReEncrypt: boolean) => ({ result: 'geheim', shouldReEncrypt });
  expect(states).toEqual({
    available: ['gnome_libsecret', true, opened(false)],
    unavailable: ['gnome_libsecret', false, 'refused'],
    locked: ['gnome_libsecret', false, 'refused'],
    basic_text: ['basic_text', true, 'refused'],
    lost: ['gnome_libsecret', true, 'refused'],
    're-encrypt': ['gnome_libsecret', true, opened(true)],
    kwallet: ['kwallet6', true, 'refused'],
  });
});
