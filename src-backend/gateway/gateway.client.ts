import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Metrics } from '../metrics/metrics.ts';
import type { CallOutcome } from '../whatsapp/cloud-api.client.ts';
import { post, type PostBody, type PostOutcome } from '../whatsapp/http-post.ts';
import { type EndpointAddress, type InstanceAddress, scrubbed } from './endpoint-address.ts';
import { parseAnswer, refusalOf } from './gateway-answer.ts';
import type { GatewayMessage } from './to-gateway-message.ts';

/** How a call that sends nothing ended. `status` null: nobody answered. Words are for people and hold no secret. */
export type GatewayAnswer =
  | { ok: true; status: number; body: unknown }
  | { ok: false; status: number | null; words: string };

/** Bytes that go out within a message. */
export interface GatewayFile {
  size: number;
  read(): Readable;
}

const callTimeoutMs = 10_000;
/** A file in base64, as the gateway hands it out. */
const maxAnswerBytes = 140 * 1024 * 1024;
/** WhatsApp's code for somebody it can't be delivered to. */
const nobody = 131026;

const Sent = z.object({ key: z.object({ id: z.string().min(1).max(512) }) });

/**
 * Speaks to gateways, in the dialect of Evolution API v2. Never throws and never retries: what an answer means is for
 * the caller to decide.
 */
@Injectable()
export class GatewayClient {
  constructor(private readonly metrics: Metrics) {}

  /** Anything but sending. Redirects are not followed: the key is for this endpoint. */
  async call(
    endpoint: EndpointAddress,
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: object,
    timeoutMs = callTimeoutMs,
  ): Promise<GatewayAnswer> {
    const startedAt = performance.now();
    const answer = await this.ask(endpoint, method, path, body, timeoutMs);
    this.note(endpoint, path, startedAt, answer.ok ? 'ok' : answer.status === null ? 'unanswered' : 'refused');
    return answer;
  }

  /**
   * Sends a message: only what provably did not leave is `not_sent`. `file`: the bytes for the field that the
   * message leaves open.
   */
  async send(
    { endpoint, instance }: InstanceAddress,
    message: GatewayMessage,
    file: GatewayFile | null,
    timeoutMs: number,
  ): Promise<CallOutcome<{ wamid: string }>> {
    const startedAt = performance.now();
    const url = new URL(`${endpoint.apiUrl}/message/${message.path}/${encodeURIComponent(instance)}`);
    const outcome = await post(url, { apikey: endpoint.apiKey }, bodyOf(message, file), timeoutMs);
    const read = readSend(outcome, endpoint);
    this.note(endpoint, message.path, startedAt, read.kind === 'done' ? 'ok' : read.kind);
    return read;
  }

  private async ask(
    endpoint: EndpointAddress,
    method: string,
    path: string,
    body: object | undefined,
    timeoutMs: number,
  ): Promise<GatewayAnswer> {
    try {
      const response = await fetch(`${endpoint.apiUrl}${path}`, {
        method,
        headers: {
          apikey: endpoint.apiKey,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      if (Number(response.headers.get('content-length') ?? 0) > maxAnswerBytes) {
        await response.body?.cancel();
        return { ok: false, status: null, words: 'The answer is too long' };
      }
      const { status } = response;
      const json = parseAnswer(await response.text());
      if (response.ok && json !== undefined) return { ok: true, status, body: json };
      const { words } = refusalOf(json);
      return { ok: false, status, words: scrubbed(words === '' ? `HTTP ${status}` : words, endpoint) };
    } catch (error) {
      const isLate = error instanceof Error && error.name === 'TimeoutError';
      return { ok: false, status: null, words: isLate ? 'It does not answer in time' : 'It can’t be reached' };
    }
  }

  private note({ name }: EndpointAddress, path: string, startedAt: number, outcome: string): void {
    const seconds = (performance.now() - startedAt) / 1000;
    // The name of the call without the instance's.
    const call = path.replace(/^\//, '').split(/[/?]/).slice(0, 2).join('/');
    const labels = { endpoint: name, call, outcome };
    this.metrics.observe('parley_endpoint_response_seconds', 'Time until an endpoint answered', labels, seconds);
  }
}

/** JSON with the file in base64 in its place, without ever holding all of it. */
function bodyOf({ body, fileField }: GatewayMessage, file: GatewayFile | null): PostBody {
  if (fileField === null || file === null) {
    const bytes = Buffer.from(JSON.stringify(body));
    return { type: 'application/json', length: bytes.length, bytes };
  }
  const mark = randomUUID();
  const [before = '', after = ''] = JSON.stringify({ ...body, [fileField]: mark }).split(mark);
  const [start, end] = [Buffer.from(before), Buffer.from(after)];
  return {
    type: 'application/json',
    length: start.length + Math.ceil(file.size / 3) * 4 + end.length,
    bytes: Readable.from(joined(start, file.read(), end), { objectMode: false }),
  };
}

async function* joined(start: Buffer, bytes: Readable, end: Buffer): AsyncGenerator<Buffer> {
  yield start;
  let rest = Buffer.alloc(0);
  for await (const chunk of bytes) {
    // A stream of bytes gives buffers.
    const all = Buffer.concat([rest, chunk as Buffer]);
    // Three bytes are four letters.
    const whole = all.length - (all.length % 3);
    yield Buffer.from(all.subarray(0, whole).toString('base64'));
    rest = all.subarray(whole);
  }
  yield Buffer.from(rest.toString('base64'));
  yield end;
}

function readSend(outcome: PostOutcome, endpoint: EndpointAddress): CallOutcome<{ wamid: string }> {
  if (outcome.kind === 'not_sent')
    return { kind: 'not_sent', reason: 'The endpoint can’t be reached', only: 'account' };
  if (outcome.kind === 'unanswered') return { kind: 'unknown', reason: 'The endpoint did not answer' };
  const { status, retryAfterSeconds } = outcome;
  const json = parseAnswer(outcome.body);
  if (status >= 200 && status < 300) {
    const sent = Sent.safeParse(json).data;
    if (sent !== undefined) return { kind: 'done', value: { wamid: sent.key.id } };
    return { kind: 'unknown', reason: 'The answer is not one of a gateway' };
  }
  const { words, isNobody } = refusalOf(json);
  const title = scrubbed(words === '' ? `HTTP ${status}` : words, endpoint);
  const retryAfterMs = retryAfterSeconds === null ? null : retryAfterSeconds * 1000;
  const refused = { kind: 'refused', status, code: null, title, details: null, retryAfterMs } as const;
  if (isNobody) return { ...refused, code: nobody };
  // The key is wrong; the device is not there; it has no connection, and says so before it takes anything.
  if (status === 401 || status === 403) return { ...refused, hold: 'endpoint' };
  if (status === 404) return { ...refused, hold: 'not_configured' };
  if (status === 500 && /connection closed/i.test(words)) return { ...refused, hold: 'not_configured' };
  if (status === 407) return { kind: 'not_sent', reason: 'The proxy asks for credentials', only: 'account' };
  if (status >= 500) return { kind: 'unknown', reason: `HTTP ${status}` };
  return refused;
}
