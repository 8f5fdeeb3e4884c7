import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { TenantId } from '#shared/ids.ts';
import { CONFIG, type Config } from '../config.ts';
import { ConnectionFacts } from '../sync/connection-facts.ts';
import { type PostOutcome, postJson } from './http-post.ts';

/** What became of a call to Meta. `refused` without a code: the answer did not come from WhatsApp. */
export type CallOutcome<T> =
  | { kind: 'done'; value: T }
  | {
      kind: 'refused';
      status: number;
      code: number | null;
      title: string;
      details: string | null;
      retryAfterMs: number | null;
    }
  | { kind: 'not_sent'; reason: string }
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

  private async post(sender: Sender, body: object): Promise<PostOutcome> {
    const { graphUrl, graphVersion } = this.config;
    const url = new URL(`${graphUrl}/${graphVersion}/${encodeURIComponent(sender.phoneNumberId)}/messages`);
    const headers = { authorization: `Bearer ${sender.accessToken}` };
    const outcome = await postJson(url, headers, { messaging_product: 'whatsapp', ...body }, callTimeoutMs);
    const isUp = outcome.kind === 'answer' && outcome.status < 500;
    this.facts.graphAnswered(sender.tenantId, isUp ? 'ok' : 'down');
    return outcome;
  }
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
