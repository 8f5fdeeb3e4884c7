import { createApi, type Bridge } from '#shared/wire/ipc-client.ts';

declare global {
  interface Window {
    /** Put there by the preload. */
    parley: Bridge;
  }
}

export const api = createApi(window.parley);
