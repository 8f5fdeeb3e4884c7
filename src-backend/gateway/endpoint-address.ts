/** How to reach a gateway: what `EndpointsService` hands out. Never leaves the server. */
export interface EndpointAddress {
  readonly name: string;
  /** Without a trailing slash. */
  readonly apiUrl: string;
  readonly apiKey: string;
}

/** A device of that gateway. */
export interface InstanceAddress {
  readonly endpoint: EndpointAddress;
  /** The gateway's name of it. */
  readonly instance: string;
}

/** The words of an answer without what must not leave the server, should the gateway have put it in. */
export function scrubbed(text: string, { apiUrl, apiKey }: EndpointAddress): string {
  const { host } = new URL(apiUrl);
  return [apiKey, apiUrl, host]
    .reduce((words, secret) => words.replaceAll(secret, '…'), text)
    .slice(0, 500)
    .toWellFormed();
}
