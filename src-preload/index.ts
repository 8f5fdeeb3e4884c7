// The whole bridge between the page and main. It knows no channel by name: it lets through what starts with the app's
// prefix, and main checks the rest (sender, window, shape, rate). Runs sandboxed, so it is one CommonJS file.
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import type { Bridge } from '#shared/wire/ipc-client.ts';

const prefix = 'parley:';
const isOurs = (channel: unknown): channel is string => typeof channel === 'string' && channel.startsWith(prefix);

const bridge: Bridge = {
  invoke: (channel, input) =>
    isOurs(channel) ? ipcRenderer.invoke(channel, input) : Promise.reject(new Error('Not a channel of Parley')),
  on: (channel, listener) => {
    if (!isOurs(channel)) throw new Error('Not a channel of Parley');
    // The page gets the payload only: Electron's event object leads back to ipcRenderer.
    const forward = (_event: IpcRendererEvent, payload: unknown): void => listener(payload);
    ipcRenderer.on(channel, forward);
    return () => {
      ipcRenderer.removeListener(channel, forward);
    };
  },
};

contextBridge.exposeInMainWorld('parley', bridge);
