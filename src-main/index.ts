// Composition root of the desktop: builds the parts, wires them, starts, in this order. Longer than other files; nothing is decided here.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  app,
  dialog,
  ipcMain,
  Menu,
  nativeImage,
  nativeTheme,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  session as electronSession,
  shell,
  Tray,
} from 'electron';
import type { AppState } from '#shared/app-state.ts';
import type { ConversationId } from '#shared/ids.ts';
import { isQuiet } from '#shared/notification-settings.ts';
import type { PresenceState } from '#shared/presence.ts';
import type { WorkspaceList } from '#shared/workspaces.ts';
import type { Settings } from '#shared/settings.ts';
import { answerMedia, isMediaRequest } from './media/answer-media.ts';
import { firstPort } from './backend/free-port.ts';
import { isHealthy } from './backend/health.ts';
import { findDeepLink, linkScheme, parseDeepLink, type DeepLink } from './deep-links.ts';
import { BackendSupervisor } from './backend/supervisor.ts';
import { startUtility } from './backend/utility-child.ts';
import { Backups } from './backup/backups.ts';
import { Demo } from './demo/demo.ts';
import { collectDiagnostics, factsOf } from './diagnostics/collect.ts';
import { AppLock } from './lock/app-lock.ts';
import { createHandlers } from './ipc/handlers.ts';
import { createRateLimit } from './ipc/rate-limit.ts';
import { serve } from './ipc/serve.ts';
import { hasConversation, NotificationCenters } from './notifications/centers.ts';
import { chooseNotifier } from './notifications/choose-notifier.ts';
import { ElectronNotifier } from './notifications/electron-notifier.ts';
import { onLockedScreen } from './notifications/policy.ts';
import { Hosting } from './session/hosting.ts';
import { Keys } from './session/keys.ts';
import { Profile } from './session/profile.ts';
import { Session } from './session/session.ts';
import { answerAppRequest, readAppFiles } from './shell/app-files.ts';
import { appScheme } from './shell/app-origin.ts';
import { AppTray } from './shell/app-tray.ts';
import { BadgeKeeper } from './shell/badge-keeper.ts';
import { showBadge } from './shell/badge.ts';
import { answerFromDevServer } from './shell/dev-pages.ts';
import { createDialogs } from './shell/dialogs.ts';
import { createExternalLinks } from './shell/external-links.ts';
import { hardenApp, hardenSession } from './shell/harden.ts';
import { hiddenFlag, setLaunchAtLogin } from './shell/login-item.ts';
import { MainWindow } from './shell/main-window.ts';
import { menuTemplate } from './shell/menu.ts';
import { createOsKeystore } from './shell/os-keystore.ts';
import { ConversationWindows } from './shell/conversation-windows.ts';
import { checkSpelling } from './shell/spelling.ts';
import { QuickReplyWindow } from './shell/quick-reply-window.ts';
import { Quit } from './shell/quit.ts';
import { announceReadiness } from './shell/readiness-line.ts';
import { chooseLanguage, type Language } from '#shared/language.ts';
import { unreadByAccount, type TrayFacts } from './shell/tray.ts';
import { Windows, type Place } from './shell/windows.ts';
import { systemClock as clock } from './sync/clock.ts';
import { createRestClient } from './sync/rest-client.ts';
import { openWorkspace } from './workspace/workspace.ts';
import { speak, texts } from './texts/texts.ts';

const { platform } = process;
const here = import.meta.dirname;
/** Linux takes the window's icon from the window; elsewhere it comes with the app. */
const icon = join(app.getAppPath(), 'resources/icon.png');
const devServer = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];

/** Fixed, so that Windows finds the way from a notification back to this app, also after an update. */
const appUserModelId = 'app.parley.desktop';
const toastActivator = '{6F0A2B0C-5A7E-4C5B-9E55-2B8D3C1F7A11}';

app.enableSandbox();
protocol.registerSchemesAsPrivileged([
  { scheme: appScheme, privileges: { standard: true, secure: true, stream: true } },
]);
app.setAppUserModelId(appUserModelId);
if (platform === 'win32') app.setToastActivatorCLSID(toastActivator);
if (platform === 'linux') app.setDesktopName('parley.desktop');

// A packaged app is registered by its installer too; in development the system would start Electron without us.
if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme);
/** macOS may hand over the link that started the app before it is ready. */
let firstLink = findDeepLink(process.argv);
app.on('open-url', (event, url) => {
  event.preventDefault();
  firstLink = parseDeepLink(url) ?? firstLink;
});

if (app.requestSingleInstanceLock()) void app.whenReady().then(start);
else app.exit(0);

/** What a workspace says goes on, as it is, to the windows that are in it. */
const forwardedEvents = [
  'connection',
  'storeChange',
  'directory',
  'bulk',
  'library',
  'operations',
  'templates',
  'uploads',
  'conversationMoved',
  'erased',
  'presence',
  'draftRestored',
  'refused',
] as const;

async function start(): Promise<void> {
  const profile = new Profile(app.getPath('userData'));
  const logFile = (name: string): string => join(profile.dir, 'logs', `${name}.log`);

  const dialogs = createDialogs(dialog);
  const openExternal = createExternalLinks({
    open: (url) => shell.openExternal(url),
    confirm: dialogs.confirmLink,
    localPages: () => (demo.phoneUrl === null ? [] : [new URL(demo.phoneUrl).origin]),
    now: clock.now,
  });
  const openLink = (url: string): void => void openExternal(url).catch(logFailure);
  hardenApp(app, openLink);
  hardenSession(electronSession.defaultSession, devServer);
  const files = devServer === undefined ? readAppFiles(join(here, '../renderer')) : new Map();
  protocol.handle(appScheme, (request) => {
    if (isMediaRequest(request.url))
      return answerMedia(lock.isLocked ? [] : session.signedIn.map(({ workspace }) => workspace.files), request);
    return devServer === undefined ? answerAppRequest(files, request) : answerFromDevServer(devServer, request);
  });

  const language = (): Language => chooseLanguage(session.settings().language, app.getPreferredSystemLanguages());
  const windows = new Windows(
    () => ({
      preload: join(here, '../preload/index.js'),
      dark: nativeTheme.shouldUseDarkColors,
      packaged: app.isPackaged,
      icon: platform === 'linux' && existsSync(icon) ? icon : null,
    }),
    language,
  );
  windows.shown = () => session.shown;
  const stopViewing = (windowId: number): void => {
    for (const { workspace } of session.signedIn) void workspace.presence.viewing({ windowId, conversationId: null });
  };
  windows.onClosed = stopViewing;
  const mainWindow = new MainWindow({
    windows,
    memoryFile: join(profile.dir, 'window.json'),
    worksInBackground: () =>
      platform === 'darwin' || (session.signedIn.length > 0 && session.settings().background.keepRunning),
    onFirstHidden: () => backgroundHint().show(),
    onVisibility: (visible) => {
      isMainShown = visible;
      tellVisibility();
    },
  });
  const quickReply = new QuickReplyWindow(windows);
  const ownWindows = new ConversationWindows(windows);
  let isMainShown = false;
  const tellVisibility = (): void => {
    for (const { id, workspace } of session.signedIn) {
      workspace.setVisible((isMainShown && session.shown === id) || ownWindows.isAnyVisible(id));
    }
  };
  ownWindows.onChange = tellVisibility;
  const openInMain = ({ workspaceId, conversationId }: Place, choosing?: 'template'): void => {
    if (session.shown !== workspaceId) session.show(workspaceId);
    mainWindow.openConversation(conversationId, choosing);
  };
  const openConversation = (place: Place): void => {
    if (!ownWindows.bringToFront(place.conversationId)) openInMain(place);
  };

  const supervise = (name: string): BackendSupervisor =>
    new BackendSupervisor({
      spawn: () =>
        startUtility({
          modulePath: join(here, '../backend/main.js'),
          serviceName: 'Parley server',
          logFile: logFile(name),
        }),
      clock,
      random: Math.random,
      onState: (state) => console.error(`${name}:`, JSON.stringify(state)),
      isHealthy,
    });
  const demo = new Demo({
    spawnSimulator: (port, stateFile) =>
      startUtility({
        modulePath: join(here, '../simulator/main.js'),
        serviceName: 'Parley simulator',
        args: ['--port', String(port), '--state', stateFile],
        logFile: logFile('simulator'),
      }),
    clock,
  });

  const session = new Session({
    profile,
    keys: new Keys(profile, createOsKeystore(safeStorage, platform), clock),
    hosting: new Hosting({
      profile,
      backends: { embedded: supervise('backend'), demo: supervise('demo-backend') },
      demo,
      firstPort,
      createRestClient,
    }),
    clock,
    openWorkspace,
    workerUrl: new URL('./store-worker.js', import.meta.url),
    beginWithDemo: process.argv.includes('--demo'),
    onState: (state) => {
      tellState();
      showMenu(state);
      announceReadiness(state, process.argv);
    },
    onWorkspace: (id, workspace) => {
      badges.follow(id, workspace);
      if (workspace === null) {
        quickReply.closeOf(id);
        ownWindows.closeOf(id);
        centers.detach(id);
        return;
      }
      for (const name of forwardedEvents) {
        workspace.on(name, (payload) => windows.sendOf(id, name, payload));
      }
      workspace.on('conversationMoved', ({ from, to }) => ownWindows.moved(from, to));
      tellVisibility();
      showSettings();
      centers.attach(id, workspace).catch(logFailure);
    },
    onList: () => {
      tellWorkspaces();
      tellVisibility();
    },
  });
  const workspaceList = (): WorkspaceList => ({
    shown: session.shown,
    tiles: session.tiles.map((tile) => ({ ...tile, badge: badges.of(tile.id) })),
  });
  const tellWorkspaces = (): void => windows.send('workspaces', workspaceList());

  const backups = new Backups({
    store: () => session.backupStore,
    company: () => session.company(),
    spawn: () =>
      startUtility({
        modulePath: join(here, '../backend/main.js'),
        serviceName: 'Parley backup',
        logFile: logFile('backup'),
      }),
    defaultFolder: `${profile.dir}-backups`,
    askForFolder: dialogs.askForFolder,
    clock,
    onState: (state) => windows.send('backups', state),
  });

  const lock = new AppLock({
    store: () => session.lockStore,
    settings: () => session.settings().lock,
    idleSeconds: () => powerMonitor.getSystemIdleTime(),
    clock,
    onChange: () => {
      if (lock.isLocked) {
        quickReply.close();
        ownWindows.hideAll();
        centers.hide();
      } else ownWindows.showAll();
      tellState();
    },
  });
  windows.isLocked = () => lock.isLocked;
  const tellState = (): void => {
    windows.sendState((id) => (lock.isLocked ? { phase: 'locked' } : session.stateOf(id)));
    if (!lock.isLocked) tellWorkspaces();
    tray.refresh();
  };

  const badges = new BadgeKeeper(clock, (next) => {
    tray.refresh();
    tellWorkspaces();
    showBadge(next, {
      platform,
      app,
      window: () => mainWindow.browserWindow,
      imageFromBitmap: (bitmap, size) => nativeImage.createFromBitmap(bitmap, { width: size, height: size }),
    });
  });
  // macOS and Windows only; Linux has no such event.
  let screenLocked = false;
  powerMonitor.on('lock-screen', () => {
    screenLocked = true;
    lock.systemLocked();
  });
  powerMonitor.on('suspend', () => lock.systemLocked());
  powerMonitor.on('unlock-screen', () => (screenLocked = false));
  const electronNotifier = new ElectronNotifier(Notification, platform);
  const centers = new NotificationCenters({
    notifier: await chooseNotifier(platform, process.env, electronNotifier),
    settings: () => {
      const { notifications } = session.settings();
      return screenLocked ? onLockedScreen(notifications) : notifications;
    },
    clock,
    windowsOf: (workspaceId) => ({
      isFocused: () =>
        (mainWindow.isFocused() && session.shown === workspaceId) || ownWindows.isAnyFocused(workspaceId),
      openConversation: (conversationId) => openConversation({ workspaceId, conversationId }),
      openTemplates: (conversationId) => openInMain({ workspaceId, conversationId }, 'template'),
      openQuickReply: (conversationId) => quickReply.show({ workspaceId, conversationId }),
      playSound: (sound) => windows.send('sound', { sound }),
      showInbox: () => mainWindow.show(),
      toast: (text) => windows.send('toast', { text }),
    }),
    showInbox: () => mainWindow.show(),
    toastWhenFocused: platform === 'darwin',
    isLocked: () => lock.isLocked,
  });
  electronNotifier.start().catch(logFailure);

  let shownLanguage = language();
  speak(shownLanguage);
  const trayFacts = async (): Promise<TrayFacts> => {
    const open = session.signedIn;
    const quiet = isQuiet(session.settings().notifications, clock.now());
    const locked = lock.isSet ? lock.isLocked : null;
    const first = open[0]?.workspace;
    if (first === undefined) return { accounts: [], isQuiet: quiet, status: null, isLocked: locked };
    // The workspace answers what the call's contract says, as JSON.
    const presence = JSON.parse(await first.presence.get()) as PresenceState;
    const accounts = await unreadByAccount(open);
    return { accounts, isQuiet: quiet, status: presence.live ? presence.status : null, isLocked: locked };
  };
  const tray = new AppTray({
    Tray,
    Menu,
    image: nativeImage.createFromPath(icon).resize({ width: 22, height: 22 }),
    facts: trayFacts,
    actions: {
      show: () => mainWindow.show(),
      showWorkspace: (id) => {
        session.show(id);
        mainWindow.show();
      },
      setQuiet: (on, forMs) => {
        const { notifications } = session.settings();
        const doNotDisturb = { on, until: forMs === null ? null : clock.now() + forMs };
        onSettings(session.settingsStore().update({ notifications: { ...notifications, doNotDisturb } }));
      },
      setStatus: (status) => {
        for (const { workspace } of session.signedIn) workspace.presence.setStatus({ status }).catch(logFailure);
      },
      lock: () => void lock.lock(),
      quit: () => void quit.request(),
    },
  });

  const onSettings = (settings: Settings): void => {
    showSettings();
    tray.refresh();
    const configHome = process.env['XDG_CONFIG_HOME'] ?? join(app.getPath('home'), '.config');
    const executable = process.env['APPIMAGE'] ?? app.getPath('exe');
    const setLoginItemSettings = app.setLoginItemSettings.bind(app);
    if (app.isPackaged) {
      setLaunchAtLogin(settings.background.launchAtLogin, { platform, executable, configHome, setLoginItemSettings });
    }
    windows.send('settings', settings);
  };
  const showSettings = (): void => {
    nativeTheme.themeSource = session.settings().theme;
    windows.protect(session.settings().hideFromCaptures);
    windows.zoom(session.settings().zoom / 100);
    checkSpelling(electronSession.defaultSession, session.settings().spelling, app.getPreferredSystemLanguages());
    if (language() === shownLanguage) return;
    shownLanguage = language();
    speak(shownLanguage);
    showMenu(session.state);
    windows.showLanguage();
  };
  const factsOfShown = async (): ReturnType<typeof factsOf> => {
    const shown = session.signedIn.find(({ id }) => id === session.shown);
    return shown === undefined ? null : factsOf(shown.workspace);
  };
  const diagnostics = async (): Promise<string> =>
    collectDiagnostics({
      appVersion: app.getVersion(),
      now: clock.now(),
      language: language(),
      settings: session.settings(),
      state: session.state,
      workspace: await factsOfShown(),
    });
  serve({
    host: ipcMain,
    handlers: createHandlers({
      session,
      backups,
      lock,
      windows: {
        openConversation: (place) => openInMain(place),
        openQuickReply: (place) => quickReply.show(place),
        popOut: (place) => ownWindows.show(place),
        close: (id) => windows.findWindow(id)?.close(),
      },
      workspaces: {
        list: workspaceList,
        enter: (windowId, id) => {
          // Colleagues in the one before see nobody look there any more.
          if (windows.enter(windowId, id).isOther) stopViewing(windowId);
        },
      },
      openExternal,
      askWhereToSave: dialogs.askWhereToSave,
      diagnostics,
      askForFiles: dialogs.askForFiles,
      onSettings,
    }),
    findCaller: (id) => windows.findCaller(id),
    isLocked: () => lock.isLocked,
    rateLimit: createRateLimit({ burst: 600, perSecond: 300, now: clock.now }),
    logBug: (channel, thrown) => console.error(`ipc ${channel}:`, thrown),
  });

  const quit = new Quit({
    clock,
    // A read mark under way is nothing to ask a person about: it stays in the outbox and goes out at the next start.
    countUnsent: async () => {
      const outboxes = await Promise.all(session.signedIn.map(({ workspace }) => workspace.outbox.list()));
      return outboxes.flat().filter(({ type }) => type !== 'conversation.read').length;
    },
    confirm: (unsent) => dialogs.confirmQuit(unsent, session.storage),
    stop: async () => {
      mainWindow.prepareQuit();
      tray.remove();
      backups.stop();
      await session.stop();
    },
    exit: () => app.exit(0),
  });
  app.on('before-quit', (event) => {
    event.preventDefault();
    void quit.request();
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void quit.force());
  app.on('window-all-closed', () => {
    if (platform !== 'darwin') void quit.request();
  });
  /** A link does not say in which workspace: whichever has the conversation is shown. */
  const openLinked = async (conversationId: ConversationId): Promise<void> => {
    const open = session.signedIn;
    const has = await Promise.all(open.map(({ workspace }) => hasConversation(workspace, conversationId)));
    const owner = open[has.indexOf(true)];
    if (owner === undefined) mainWindow.openConversation(conversationId);
    else openInMain({ workspaceId: owner.id, conversationId });
  };
  const follow = (link: DeepLink | null): void => {
    if (link?.verb === 'conversation') void openLinked(link.conversationId).catch(logFailure);
    else if (link?.verb === 'settings') mainWindow.openSettings();
    else if (link?.verb === 'auth-callback') mainWindow.callBack(link);
    else mainWindow.show();
  };
  app.on('second-instance', (_event, args) => follow(findDeepLink(args)));
  app.on('open-url', (_event, url) => follow(parseDeepLink(url)));
  app.on('activate', () => mainWindow.show());

  const showMenu = (state: AppState): void => {
    const demoState = state.phase === 'ready' ? state.demo : null;
    const actions = {
      showWindow: () => mainWindow.show(),
      openPhonePage: () => demoState && openLink(demoState.phoneUrl),
      quit: () => void quit.request(),
    };
    const has = { phonePage: demoState !== null, devTools: !app.isPackaged };
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(platform, has, actions)));
  };

  showMenu(session.state);
  if (firstLink !== null || !process.argv.includes(hiddenFlag)) follow(firstLink);
  lock.start();
  backups.start();
  await session.start();
}

/** Closing the window is not quitting; said once. */
function backgroundHint(): Notification {
  return new Notification({
    title: texts().tray.background,
    body: texts().tray.backgroundText,
  });
}

function logFailure(error: unknown): void {
  console.error('parley:', error);
}
