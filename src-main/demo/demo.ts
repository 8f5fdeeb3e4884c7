import type { EmbeddedStart } from '#shared/wire/embedded.ts';
import type { Child } from '../backend/supervisor.ts';
import type { Clock } from '../sync/clock.ts';
import type { RestClient } from '../sync/rest-client.ts';
import { demoEndpoint, linkAgain } from './devices.ts';
import { furnish, signIn, subscribe } from './furnish.ts';
import { noor } from './people.ts';
import { SimulatorClient, type SimulatedCompany } from './simulator-client.ts';
import { SimulatorProcess } from './simulator-process.ts';

// The only part of the desktop that knows the simulator (ruling 63): it plays Meta, the customers and their phones.

const webhookPath = '/api/whatsapp/webhook';
/** Mean gap between two conversations that customers begin by themselves. */
const customersEveryMs = 25_000;

export interface DemoOptions {
  /** Starts the simulator on this port (0 = a free one); chats and open windows are kept in `stateFile`. */
  spawnSimulator: (port: number, stateFile: string) => Child;
  clock: Clock;
}

/** What leads a bundled backend to the simulator, which plays Meta and a gateway. */
type Stage = Pick<EmbeddedStart, 'graphUrl' | 'appId' | 'appSecret' | 'verifyToken' | 'endpoints'>;

interface Running {
  process: SimulatorProcess;
  simulator: SimulatorClient;
  company: SimulatedCompany;
  url: string;
}

export class Demo {
  readonly #options: DemoOptions;
  #running: Running | null = null;
  #connect: (() => Promise<void>) | null = null;

  constructor(options: DemoOptions) {
    this.#options = options;
  }

  /** Address of the page on which one plays the customer; null while no demo runs. */
  get phoneUrl(): string | null {
    return this.#running === null ? null : `${this.#running.url}/`;
  }

  /** Starts the simulator; the answer leads a bundled backend to it instead of to Meta. */
  async start(stateFile: string): Promise<Stage> {
    await this.stop();
    const process = new SimulatorProcess({
      spawn: (port) => this.#options.spawnSimulator(port, stateFile),
      clock: this.#options.clock,
      onRestarted: () => this.#onSimulatorRestarted(),
    });
    const url = await process.start();
    const simulator = new SimulatorClient(url);
    const company = await simulator.company();
    this.#running = { process, simulator, company, url };
    const { appId, appSecret, verifyToken, gateway } = company;
    const endpoint = { name: demoEndpoint, apiUrl: `${url}${gateway.path}`, apiKey: gateway.apiKey };
    return { graphUrl: url, appId, appSecret, verifyToken, endpoints: JSON.stringify([endpoint]) };
  }

  /** A new demo: company, people, numbers, a month of conversations. Then customers begin to write. */
  async furnish(call: RestClient['call'], backendUrl: string, onStep: (step: string) => void): Promise<void> {
    const { simulator, company } = this.#getRunning();
    const webhookUrl = `${backendUrl}${webhookPath}`;
    await furnish({ call, simulator, company, webhookUrl, clock: this.#options.clock, onStep });
    this.#connectBy(call, webhookUrl);
    await simulator.startCustomers(customersEveryMs);
  }

  /** A demo of an earlier run: webhooks again, and new messages from now on. */
  async resume(call: RestClient['call'], backendUrl: string): Promise<void> {
    this.#connectBy(call, `${backendUrl}${webhookPath}`);
    await this.#wake();
  }

  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    this.#connect = null;
    await running?.process.stop();
  }

  #connectBy(call: RestClient['call'], webhookUrl: string): void {
    const { simulator, company } = this.#getRunning();
    this.#connect = async () => {
      await subscribe({ simulator, company, webhookUrl });
      // The demo is there without its phone, too.
      void signIn(call, noor)
        .then((token) => linkAgain({ call, simulator, clock: this.#options.clock }, token))
        .catch((error: unknown) => console.error('demo: the phone could not be linked again:', error));
    };
  }

  #onSimulatorRestarted(): void {
    this.#wake().catch((error: unknown) => console.error('demo: the simulator came back but', error));
  }

  /** What a simulator that has just started does not know: who listens, and that customers are awake. */
  async #wake(): Promise<void> {
    const { simulator } = this.#getRunning();
    await this.#connect?.();
    await simulator.startCustomers(customersEveryMs);
  }

  #getRunning(): Running {
    if (this.#running === null) throw new Error('the demo was not started');
    return this.#running;
  }
}
