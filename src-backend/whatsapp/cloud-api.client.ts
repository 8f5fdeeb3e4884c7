import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { CannotSendReason } from '#shared/account.ts';
import type { TenantId } from '#shared/ids.ts';
import { CONFIG, type Config } from '../config.ts';
import { ConnectionFacts } from '../sync/connection-facts.ts';
import { post, type PostOutcome, postJson } from './http-post.ts';

/**
 * What became of a call to WhatsApp. `refused` without a code: the answer did not come from WhatsApp. `hold`: the number
 * can't send, for this reason, until somebody has done something about it. `only`: nobody but this account is affected.
 */
export type CallOutcome<T> =
  | { kind: 'done'; value: T }
  | {
      kind: 'refused';
      status: number;
      code: number | null;
      title: string;
      details: string | null;
      retryAfterMs: number | null;
      hold?: CannotSendReason;
    }
  | { kind: 'not_sent'; reason: string; only?: 'account' }
  | { kind: 'unknown'; reason: string };

/** The number to speak for. */
export interface Sender {
  tenantId: TenantId;
  phoneNumberId: string;
  accessToken: string;
}

export interface OutgoingMessage {
  recipient: { to: string } | { recipient: string };
  /** `type`, what it says under that name, and the `context` of a reply: as Meta takes them. */
  message: { type: string };
  /** Comes back in every status webhook: our id of what is sent. */
  opaqueId: string;
}

export interface OutgoingFile {
  /** Gives `size` bytes. */
  bytes: Readable;
  size: number;
  mimeType: string;
  filename: string;
}

const Uploaded = z.object({ id: z.string().min(1).max(64) });
const Accepted = z.object({ messages: z.tuple([z.object({ id: z.string().min(1) })], z.unknown()) });
const Refused = z.object({
  error: z.object({
    code: z.int(),
    message: z.string().catch(''),
    error_data: z.object({ details: z.string() }).optional().catch(undefined),
  }),
});

// Shorter than the lease of a send job, so that no call outlives its claim.
const callTimeoutMs = 20_000;
/** 100 MB by a slow line. A send job whose file is under way stays its process's, however long it takes. */
const uploadTimeoutMs = 120_000;

/** Speaks to the Graph API. Never throws and never retries: what an answer means is for the caller to decide. */
@Injectable()
export class CloudApiClient {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly facts: ConnectionFacts,
  ) {}

  async sendMessage(
    sender: Sender,
    { recipient, message, opaqueId }: OutgoingMessage,
  ): Promise<CallOutcome<{ wamid: string }>> {
    const outcome = await this.post(sender, {
      recipient_type: 'individual',
      ...recipient,
      biz_opaque_callback_data: opaqueId,
      ...message,
    });
    return read(outcome, (body) => {
      const accepted = Accepted.safeParse(body);
      return accepted.success ? { wamid: accepted.data.messages[0].id } : null;
    });
  }

  /** Blue ticks for this message and all before it; with `typing` also "typing…" for up to 25 s. */
  async markRead(sender: Sender, wamid: string, typing: boolean): Promise<CallOutcome<true>> {
    const outcome = await this.post(sender, {
      status: 'read',
      message_id: wamid,
      ...(typing ? { typing_indicator: { type: 'text' } } : {}),
    });
    return read(outcome, () => true);
  }

  /** Gives Meta a file that messages of this number may name for 30 days. */
  async uploadMedia(sender: Sender, file: OutgoingFile): Promise<CallOutcome<{ metaId: string }>> {
    const boundary = randomUUID();
    const before = Buffer.from(formBefore(boundary, file));
    const after = Buffer.from(`\r\n--${boundary}--\r\n`);
    const bytes = Readable.from(joined(before, file.bytes, after), { objectMode: false });
    const type = `multipart/form-data; boundary=${boundary}`;
    const length = before.length + file.size + after.length;
    const outcome = await post(this.urlOf(sender, 'media'), authOf(sender), { type, length, bytes }, uploadTimeoutMs);
    // Where nobody asked for the bytes their source is still open.
    file.bytes.destroy();
    this.note(sender, outcome);
    return read(outcome, (body) => {
      const uploaded = Uploaded.safeParse(body);
      return uploaded.success ? { metaId: uploaded.data.id } : null;
    });
  }

  private async post(sender: Sender, body: object): Promise<PostOutcome> {
    const url = this.urlOf(sender, 'messages');
    const outcome = await postJson(url, authOf(sender), { messaging_product: 'whatsapp', ...body }, callTimeoutMs);
    this.note(sender, outcome);
    return outcome;
  }

  private urlOf({ phoneNumberId }: Sender, edge: 'messages' | 'media'): URL {
    const { graphUrl, graphVersion } = this.config;
    return new URL(`${graphUrl}/${graphVersion}/${encodeURIComponent(phoneNumberId)}/${edge}`);
  }

  private note({ tenantId }: Sender, outcome: PostOutcome): void {
    const isUp = outcome.kind === 'answer' && outcome.status < 500;
    this.facts.graphAnswered(tenantId, isUp ? 'ok' : 'down');
  }
}

const authOf = ({ accessToken }: Sender): Record<string, string> => ({ authorization: `Bearer ${accessToken}` });

/** The form up to the bytes of the file. Nothing that was chosen by somebody else may end a line of it. */
function formBefore(boundary: string, { mimeType, filename }: OutgoingFile): string {
  const type = /^[\w!#$&^.+/; =-]+$/.test(mimeType) ? mimeType : 'application/octet-stream';
  const name = filename.replace(/["\\\r\n]/g, '_').toWellFormed();
  const field = (key: string, value: string): string =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`;
  const file = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`;
  return `${field('messaging_product', 'whatsapp')}${field('type', type)}${file}`;
}

async function* joined(before: Buffer, bytes: Readable, after: Buffer): AsyncGenerator<Uint8Array> {
  yield before;
  yield* bytes;
  yield after;
}

function read<T>(outcome: PostOutcome, accept: (body: unknown) => T | null): CallOutcome<T> {
  if (outcome.kind === 'not_sent') return { kind: 'not_sent', reason: outcome.error.message };
  if (outcome.kind === 'unanswered') return { kind: 'unknown', reason: outcome.error.message };
  const { status, body, retryAfterSeconds } = outcome;
  const json = parse(body);
  if (status >= 200 && status < 300) {
    const value = accept(json);
    // Something on the way answered in Meta's place, or half an answer came.
    return value === null ? { kind: 'unknown', reason: 'The answer is not one of WhatsApp' } : { kind: 'done', value };
  }
  const retryAfterMs = retryAfterSeconds === null ? null : retryAfterSeconds * 1000;
  const refused = Refused.safeParse(json);
  if (refused.success) {
    const { code, message, error_data } = refused.data.error;
    return { kind: 'refused', status, code, title: message, details: error_data?.details ?? null, retryAfterMs };
  }
  if (status >= 500) return { kind: 'unknown', reason: `HTTP ${status} without an answer of WhatsApp` };
  // A proxy that wants credentials has passed nothing on.
  if (status === 407) return { kind: 'not_sent', reason: 'The proxy asks for credentials' };
  return { kind: 'refused', status, code: null, title: `HTTP ${status}`, details: null, retryAfterMs };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
