import { join } from 'node:path';
import type {
  AcceptedSend,
  EmittedInbound,
  EmittedStatus,
  LedgerRecords,
  WebhookDelivery,
} from '../../src-simulator/engine/ledger.ts';
import type { Faults } from '../../src-simulator/faults/faults.ts';
import type { TargetCounts } from '../../src-simulator/webhooks/target.ts';
import { startChild, type Child } from './child.ts';
import { built } from './root.ts';

export interface SimulatedCompany {
  appId: string;
  appSecret: string;
  verifyToken: string;
  accessToken: string;
  wabas: { id: string; phoneNumbers: { id: string; displayPhoneNumber: string }[] }[];
  customers: { waId: string; name: string }[];
  gateway: { path: string; apiKey: string };
}

export interface LedgerPage {
  seq: number;
  counts: Record<keyof LedgerRecords, number>;
  dropped: Record<keyof LedgerRecords, number>;
  queues: Record<string, TargetCounts>;
  sends: AcceptedSend[];
  inbound: EmittedInbound[];
  statuses: EmittedStatus[];
  deliveries: WebhookDelivery[];
}

export interface InboundText {
  waId: string;
  phoneNumberId: string;
  text: string;
}

export interface Simulator {
  readonly child: Child;
  readonly url: string;
  readonly port: number;
  readonly company: SimulatedCompany;
  subscribe(wabaId: string, callbackUrl: string): Promise<void>;
  /** A customer writes; resolves with the wamid when the simulator has taken it, not when it was delivered. */
  write(message: InboundText): Promise<string>;
  /**
   * Many at once, each emitted `copies` times, in seeded random order with `shuffle`, many in one webhook with `backlog`.
   * `wait`: until all were answered 200.
   */
  writeMany(
    messages: readonly InboundText[],
    options?: { copies?: number; shuffle?: boolean; backlog?: boolean; wait?: boolean },
  ): Promise<string[]>;
  /** A customer does anything of the simulator's `customers/message-kinds.ts`, e.g. `{ kind: 'image' }`; its wamid. */
  act(who: { waId: string; phoneNumberId: string }, message: object): Promise<string>;
  /** Puts a file on the customers' phones; its id is the `mediaId` of an act. */
  addFile(file: { bytes: Uint8Array; mimeType: string }): Promise<string>;
  /** As if it had been started again, on the same port. */
  restart(): Promise<void>;
  setFaults(change: Partial<Faults>): Promise<void>;
  clearFaults(): Promise<void>;
  /** Of what came after the record `since`; of all without. */
  ledger(since?: number): Promise<LedgerPage>;
}

/** Starts the built simulator. `flags` as in its `--help`. */
export async function startSimulator(options: {
  folder: string;
  seed: string;
  flags?: readonly string[];
}): Promise<Simulator> {
  const child = startChild({
    name: 'simulator',
    file: built('simulator/main.js'),
    args: ['--port', '0', '--seed', options.seed, ...(options.flags ?? [])],
    logFile: join(options.folder, 'simulator.log'),
  });
  const [, url = ''] = await child.line(/parley simulator listening on (http:\S+)/);
  const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${url}/_control${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`simulator ${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const toRequest = ({ waId, phoneNumberId, text }: InboundText): object => ({
    waId,
    phoneNumberId,
    message: { text },
  });

  return {
    child,
    url,
    port: Number(new URL(url).port),
    // The simulator's answers are its documented control API; a change there shows as a failing run here.
    company: (await control('GET', '/company')) as SimulatedCompany,
    async subscribe(wabaId, callbackUrl) {
      const { verifyToken } = (await control('GET', '/company')) as SimulatedCompany;
      await control('POST', '/subscriptions', { wabaId, callbackUrl, verifyToken });
    },
    async write(message) {
      const { wamid } = (await control('POST', '/inbound', toRequest(message))) as { wamid: string };
      return wamid;
    },
    async writeMany(messages, switches = {}) {
      const body = { messages: messages.map(toRequest), ...switches };
      const { wamids } = (await control('POST', '/inbound/batch', body)) as { wamids: string[] };
      return wamids;
    },
    async act(who, message) {
      const { wamid } = (await control('POST', '/inbound', { ...who, message })) as { wamid: string };
      return wamid;
    },
    async addFile({ bytes, mimeType }) {
      const response = await fetch(`${url}/_phone/media`, {
        method: 'POST',
        headers: { 'content-type': mimeType },
        body: new Uint8Array(bytes),
      });
      if (!response.ok) throw new Error(`simulator file: ${response.status} ${await response.text()}`);
      return ((await response.json()) as { id: string }).id;
    },
    async restart() {
      await control('POST', '/restart');
    },
    async setFaults(change) {
      await control('POST', '/faults', change);
    },
    async clearFaults() {
      await control('DELETE', '/faults');
    },
    ledger: async (since = 0) => (await control('GET', `/ledger?since=${since}`)) as LedgerPage,
  };
}
