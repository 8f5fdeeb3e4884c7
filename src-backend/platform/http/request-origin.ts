import { AsyncLocalStorage } from 'node:async_hooks';

/** Where a request came from. `client` is who it signed in as: the desktop's name or the token's; null before that. */
export interface RequestOrigin {
  address: string;
  client: string | null;
}

const origins = new AsyncLocalStorage<RequestOrigin>();

/** What goes on in `work`, and all that follows from it, is of this request. */
export function inRequest(address: string, work: () => void): void {
  origins.run({ address, client: null }, work);
}

/** The request's own sign-in is known now. */
export function nameClient(client: string): void {
  const origin = origins.getStore();
  if (origin !== undefined) origin.client = client;
}

/** null: the server does it by itself. */
export function currentOrigin(): RequestOrigin | null {
  return origins.getStore() ?? null;
}
