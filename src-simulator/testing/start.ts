import { onTestFinished } from 'vitest';
import { readOptions } from '../options.ts';
import { serve } from '../server.ts';
import { createSimulator, type Simulator } from '../simulator.ts';
import { type Receiver, startReceiver, type Value } from './receiver.ts';

export interface Started {
  url: string;
  simulator: Simulator;
  receiver: Receiver;
  /** Phone number ids: two of the first account, one of the second. */
  shop: string;
  hotel: string;
  clinic: string;
  /** A named customer without an open window. */
  waId: string;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  del(path: string, headers?: Record<string, string>): Promise<Answer>;
  /** A text from the shop, with the company's token. */
  sendText(to: string, text: string, more?: object): Promise<Answer>;
  /** A customer writes to the shop, which opens the window. */
  write(text: string, waId?: string): Promise<string>;
}

export interface Answer {
  status: number;
  headers: Headers;
  body: Value;
}

/** Statuses at once, everybody reads, retries in milliseconds. */
const quick = ['--status-delays', '0,0,0', '--read-rate', '1', '--webhook-retry-scale', '0.001', '--seed', '7'];

/** A real simulator on a free port with a receiver, subscribed to all of it unless told not to; both end with the test. */
export async function start(args: readonly string[] = [], setUp = { isSubscribed: true }): Promise<Started> {
  const server = await serve(() => createSimulator(readOptions([...quick, ...args])), '/nowhere');
  const simulator = server.simulator();
  const { company } = simulator;
  const receiver = await startReceiver(company);
  onTestFinished(async () => {
    await server.close();
    await receiver.close();
  });

  const call = async (method: string, path: string, body?: unknown, headers = {}): Promise<Answer> => {
    const response = await fetch(server.url + path, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
  const post: Started['post'] = (path, body = {}, headers) => call('POST', path, body, headers);
  for (const { id } of setUp.isSubscribed ? company.wabas : []) {
    await post('/_control/subscriptions', { wabaId: id, callbackUrl: receiver.url, verifyToken: company.verifyToken });
  }

  const [shop = '', hotel = '', clinic = ''] = company.wabas.flatMap((waba) => waba.numbers.map(({ id }) => id));
  const waId = simulator.directory.named()[2]?.waId ?? '';
  return {
    url: server.url,
    simulator,
    receiver,
    shop,
    hotel,
    clinic,
    waId,
    get: (path, headers) => call('GET', path, undefined, headers),
    post,
    del: (path, headers) => call('DELETE', path, undefined, headers),
    sendText: (to, text, more = {}) =>
      post(
        `/v26.0/${shop}/messages`,
        { messaging_product: 'whatsapp', to, type: 'text', text: { body: text }, ...more },
        { authorization: `Bearer ${simulator.tokens.current()}` },
      ),
    async write(text, from = waId) {
      const answer = await post('/_control/inbound', { waId: from, phoneNumberId: shop, message: { text } });
      return String(answer.body.wamid);
    },
  };
}
