import type { Endpoint } from './read-endpoints.ts';

/** Settings of an assignment (E-3). The intervals and the timeout are seconds. */
export interface EndpointSettings {
  autoReconnect: boolean;
  reconnectInterval: number;
  healthCheckInterval: number;
  /** Tries to process one event of the gateway before it is a dead letter. */
  webhookRetries: number;
  /** Of one call that sends; after it the message is in doubt. */
  messageTimeout: number;
}

/**
 * How to reach an endpoint. Address and key are private and come out by name only: neither JSON nor a log that prints
 * the whole object shows them.
 */
export class EndpointAccess {
  readonly name: string;
  readonly #apiUrl: string;
  readonly #apiKey: string;

  constructor({ name, apiUrl, apiKey }: Endpoint) {
    this.name = name;
    this.#apiUrl = apiUrl;
    this.#apiKey = apiKey;
  }

  /** Without a trailing slash. */
  get apiUrl(): string {
    return this.#apiUrl;
  }

  get apiKey(): string {
    return this.#apiKey;
  }
}

/** The endpoint of a company, with what its superadmin set for it. */
export class TenantEndpoint extends EndpointAccess {
  readonly settings: EndpointSettings;

  constructor(endpoint: Endpoint, settings: EndpointSettings) {
    super(endpoint);
    this.settings = settings;
  }
}
