import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { launch } from '../cli/launch.ts';
import { startEngine, stopEngine } from './engine.ts';
import { emitEvent, emitPlain } from './events.ts';
import { stubMethods } from './not-implemented.ts';
import { appName, appVersion, getPath, setPath } from './paths.ts';
import { findOtherInstance, type InstanceLock, lockInstance, secondInstanceTold } from './single-instance.ts';
import { utilities } from './utility-registry.ts';
import { windows } from './window-registry.ts';

interface RelaunchOptions {
  args?: string[];
  execPath?: string;
}

class App extends EventEmitter {
  name = appName;
  readonly isPackaged = false;
  readonly dock = undefined;
  readonly runningUnderARM64Translation = false;
  userAgentFallback = '';
  applicationMenu: unknown = null;
  accessibilitySupportEnabled = false;
  readonly commandLine = createCommandLine();

  #ready = Promise.withResolvers<void>();
  #isReady = false;
  #asked = Promise.withResolvers<void>();
  #quitting = false;
  #exiting = false;
  #isToldToEnd = false;
  #badge = 0;
  #lock: InstanceLock | null = null;
  #relaunches: RelaunchOptions[] = [];
  #protocolClients = new Set<string>();
  #openAtLogin = false;

  /** Starts Chromium and emits `ready` when it runs and the app's main script has been evaluated. */
  async start(beforeReady: (chromium: { endpoint: string | null }) => Promise<void>): Promise<void> {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        this.#isToldToEnd = true;
        this.quit();
      });
    }
    // What was loaded before the app (Playwright's loader) adds its switches in this same turn.
    await Promise.resolve();
    const userData = this.getPath('userData');
    // A second instance mostly quits at once: its Chromium waits until that is decided.
    if (findOtherInstance(userData) !== null) await Promise.race([launch.entry.promise, this.#asked.promise]);
    if (this.#exiting) return;
    const chromium = await startEngine(path.join(userData, 'chromium'), this.commandLine.switches, () =>
      this.#onChromiumGone(),
    );
    await beforeReady(chromium);
    if (chromium.endpoint) process.stderr.write(`DevTools listening on ${chromium.endpoint}\n`);
    await Promise.race([launch.entry.promise, this.#waitedFor()]);
    this.#isReady = true;
    emitPlain(this, 'will-finish-launching');
    this.#ready.resolve();
    emitEvent(this, 'ready', {}, {});
  }

  /** A main script that awaits whenReady() at its top level would never be done with loading. */
  async #waitedFor(): Promise<void> {
    await this.#asked.promise;
    await delay(100);
  }

  isReady(): boolean {
    return this.#isReady;
  }
  whenReady(): Promise<void> {
    this.#asked.resolve();
    return this.#ready.promise;
  }
  getName(): string {
    return this.name;
  }
  setName(name: string): void {
    this.name = name;
  }
  getVersion(): string {
    return appVersion;
  }
  getAppPath(): string {
    return launch.folder;
  }
  getPath(name: string): string {
    return getPath(name, this.name);
  }
  setPath(name: string, place: string): void {
    setPath(name, place);
  }
  setAppLogsPath(place = path.join(this.getPath('userData'), 'logs')): void {
    setPath('logs', place);
  }
  getLocale(): string {
    return this.commandLine.getSwitchValue('lang') || 'en-US';
  }
  getSystemLocale(): string {
    return Intl.DateTimeFormat().resolvedOptions().locale;
  }
  getPreferredSystemLanguages(): string[] {
    return [this.getSystemLocale()];
  }
  getLocaleCountryCode(): string {
    return this.getSystemLocale().split('-')[1] ?? '';
  }

  quit(): void {
    if (this.#quitting || this.#exiting) return;
    if (emitEvent(this, 'before-quit')) return;
    this.#quitting = true;
    for (const window of windows.all) {
      window.close();
      if (!window.isDestroyed()) {
        this.#quitting = false;
        return;
      }
    }
    if (emitEvent(this, 'will-quit')) {
      this.#quitting = false;
      return;
    }
    void this.#exit(0);
  }
  exit(exitCode = 0): void {
    this.#quitting = true;
    for (const window of windows.all) window.destroy();
    void this.#exit(exitCode);
  }
  async #exit(exitCode: number): Promise<void> {
    if (this.#exiting) return;
    this.#exiting = true;
    emitEvent(this, 'quit', {}, exitCode);
    await Promise.all([secondInstanceTold(), stopEngine()]);
    this.#lock?.release();
    for (const { args = process.argv.slice(1), execPath = launch.executable } of this.#relaunches) {
      spawn(execPath, args, { detached: true, stdio: 'inherit' }).unref();
    }
    process.exit(exitCode);
  }
  relaunch(options: RelaunchOptions = {}): void {
    this.#relaunches.push(options);
  }
  /** Called when the last window has gone. */
  onAllWindowsClosed(): void {
    if (this.#quitting || this.#exiting) return;
    if (this.listenerCount('window-all-closed') > 0) emitPlain(this, 'window-all-closed');
    else this.quit();
  }
  #onChromiumGone(): void {
    if (this.#exiting) return;
    // A signal to the whole group (Ctrl+C) ends Chromium too, while the app still puts its things away.
    if (!this.#isToldToEnd) console.error('[electron stand-in] Chromium ended unexpectedly');
    for (const window of windows.all) window.destroy();
  }

  requestSingleInstanceLock(additionalData?: unknown): boolean {
    if (this.#lock) return true;
    const message = { argv: process.argv, cwd: process.cwd(), data: additionalData };
    this.#lock = lockInstance(this.getPath('userData'), message, ({ argv, cwd, data }) => {
      emitEvent(this, 'second-instance', {}, argv, cwd, data);
    });
    return this.#lock !== null;
  }
  hasSingleInstanceLock(): boolean {
    return this.#lock !== null;
  }
  releaseSingleInstanceLock(): void {
    this.#lock?.release();
    this.#lock = null;
  }

  get badgeCount(): number {
    return this.#badge;
  }
  set badgeCount(count: number) {
    this.#badge = count;
  }
  setBadgeCount(count = 0): boolean {
    this.#badge = count;
    return true;
  }
  getBadgeCount(): number {
    return this.#badge;
  }

  setAsDefaultProtocolClient(protocol: string): boolean {
    this.#protocolClients.add(protocol);
    return true;
  }
  removeAsDefaultProtocolClient(protocol: string): boolean {
    return this.#protocolClients.delete(protocol);
  }
  isDefaultProtocolClient(protocol: string): boolean {
    return this.#protocolClients.has(protocol);
  }
  setLoginItemSettings(settings: { openAtLogin?: boolean }): void {
    this.#openAtLogin = settings.openAtLogin ?? false;
  }
  getLoginItemSettings(): { openAtLogin: boolean } {
    return { openAtLogin: this.#openAtLogin };
  }

  focus(): void {
    ([...windows.all].findLast((window) => window.isVisible()) ?? null)?.focus();
  }
  getAppMetrics(): object[] {
    const { rss } = process.memoryUsage();
    return [
      { pid: process.pid, type: 'Browser', memory: { workingSetSize: Math.round(rss / 1024) } },
      ...[...utilities].map(([pid, name]) => ({ pid, type: 'Utility', serviceName: 'node.mojom.NodeService', name })),
    ];
  }
  // Without meaning for a Chromium that is always sandboxed as far as its user allows, draws in software, and has no
  // dock, task bar or about panel.
  enableSandbox(): void {}
  disableHardwareAcceleration(): void {}
  isHardwareAccelerationEnabled(): boolean {
    return false;
  }
  disableDomainBlockingFor3DAPIs(): void {}
  setAppUserModelId(): void {}
  setDesktopName(): void {}
  setAboutPanelOptions(): void {}
  addRecentDocument(): void {}
  clearRecentDocuments(): void {}
  setUserTasks(): boolean {
    return true;
  }
  setAccessibilitySupportEnabled(enabled: boolean): void {
    this.accessibilitySupportEnabled = enabled;
  }
  isAccessibilitySupportEnabled(): boolean {
    return this.accessibilitySupportEnabled;
  }
  async getGPUInfo(): Promise<object> {
    return {};
  }
  getGPUFeatureStatus(): object {
    return {};
  }
  async setProxy(): Promise<void> {}
  async resolveProxy(): Promise<string> {
    return 'DIRECT';
  }
}

/** The switches of the command line, and those the app adds for itself (Chromium has already been started then). */
function createCommandLine() {
  const switches = new Map(launch.switches);
  return {
    /** @internal */
    switches,
    appendSwitch: (name: string, value = '') => void switches.set(name, value),
    appendArgument: (_value: string) => {},
    hasSwitch: (name: string) => switches.has(name),
    getSwitchValue: (name: string) => switches.get(name) ?? '',
    removeSwitch: (name: string) => void switches.delete(name),
  };
}

stubMethods(
  App.prototype,
  'app',
  `configureHostResolver getApplicationInfoForProtocol getApplicationNameForProtocol getFileIcon
   importCertificate isEmojiPanelSupported setClientCertRequestPasswordHandler showAboutPanel`,
);

export const app = new App();
