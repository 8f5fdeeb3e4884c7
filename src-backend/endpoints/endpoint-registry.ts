import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config.ts';
import { Log } from '../platform/log/log.ts';
import type { Endpoint, Endpoints } from './read-endpoints.ts';

type Listener = () => void;

/** The endpoints of the environment, the only place in this process that knows them (S-41, ruling 28). */
@Injectable()
export class EndpointRegistry {
  private current: ReadonlyMap<string, Endpoint> = new Map();
  private problemsNow: readonly string[] = [];
  private readonly listeners = new Set<Listener>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly log: Log,
  ) {
    this.use(config.endpoints);
  }

  names(): string[] {
    return [...this.current.keys()];
  }

  /** What is wrong with WHATSAPP_ENDPOINTS, for admins. */
  problems(): readonly string[] {
    return this.problemsNow;
  }

  /** Names are case-sensitive. */
  isValid(name: string): boolean {
    return this.current.has(name);
  }

  get(name: string): Endpoint | undefined {
    return this.current.get(name);
  }

  /** Returns its own unsubscribe. */
  onReload(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Reads WHATSAPP_ENDPOINTS again and swaps all of it at once. Settings that can't be read leave everything as it was. */
  async reload(): Promise<void> {
    const { readEndpoints } = this.config;
    if (readEndpoints === null) return;
    try {
      this.use(await readEndpoints());
    } catch {
      // The error quotes what is set.
      this.log.error('WHATSAPP_ENDPOINTS could not be read again: what was read before stays');
      return;
    }
    this.log.info('WHATSAPP_ENDPOINTS was read again', { count: this.current.size });
    for (const listener of this.listeners) listener();
  }

  private use({ endpoints, problems }: Endpoints): void {
    this.current = new Map(endpoints.map((endpoint) => [endpoint.name, Object.freeze({ ...endpoint })]));
    this.problemsNow = problems;
    for (const problem of problems) {
      if (problem !== notSet) this.log.warn(problem);
    }
  }
}

const notSet = 'WHATSAPP_ENDPOINTS is not set';
