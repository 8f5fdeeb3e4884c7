import { z } from 'zod';
import { AppError } from '#shared/error.ts';

// What the demo asks of the simulator's control API. Both run on this machine, still the answers are checked: another
// program may have the port by now.

const Company = z.object({
  appId: z.string(),
  appSecret: z.string(),
  verifyToken: z.string(),
  accessToken: z.string(),
  wabas: z.array(
    z.object({
      id: z.string(),
      phoneNumbers: z.array(z.object({ id: z.string(), displayPhoneNumber: z.string() })),
    }),
  ),
  gateway: z.object({ path: z.string(), apiKey: z.string() }),
});
export type SimulatedCompany = z.infer<typeof Company>;

const History = z.object({ threads: z.int(), messages: z.int() });
export type History = z.infer<typeof History>;

export class SimulatorClient {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  company(): Promise<SimulatedCompany> {
    return this.#call('GET', '/company', Company);
  }

  /** Meta's handshake with the callback, then webhooks there. */
  async subscribe(wabaId: string, callbackUrl: string, verifyToken: string): Promise<void> {
    await this.#call('POST', '/subscriptions', z.unknown(), { wabaId, callbackUrl, verifyToken });
  }

  /** Tells the past by webhooks; resolves when the backend has taken all of them. */
  tellHistory(): Promise<History> {
    return this.#call('POST', '/history', History, {});
  }

  /** Customers write by themselves, one conversation every `everyMs` on average. */
  async startCustomers(everyMs: number): Promise<void> {
    await this.#call('POST', '/customers/live', z.unknown(), { on: true, everyMs });
  }

  /** A phone of the company scans a code: the one of these digits, or one that nothing is linked to yet. */
  async scan(code: string, waId?: string): Promise<void> {
    await this.#call('POST', '/scan', z.unknown(), { code, ...(waId !== undefined && { waId }) }, '/_phone');
  }

  async #call<S extends z.ZodType>(
    method: string,
    path: string,
    answer: S,
    body?: unknown,
    root: '/_control' | '/_phone' = '/_control',
  ): Promise<z.output<S>> {
    try {
      const response = await fetch(`${this.#url}${root}${path}`, {
        method,
        ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(180_000),
      });
      const json: unknown = await response.json();
      if (!response.ok) throw new Error(`${response.status} ${JSON.stringify(json)}`);
      return answer.parse(json);
    } catch (error) {
      throw new AppError('upstream', 'The demo’s simulator did not answer as expected.', {
        details: { request: `${method} ${path}`, reason: error instanceof Error ? error.message : String(error) },
        cause: error,
      });
    }
  }
}
