import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { CONFIG, type Config } from '../config.ts';

export type GraphAnswer =
  | { ok: true; body: unknown }
  /** `code` null: the answer did not come from Meta's Graph API. */
  | {
      ok: false;
      status: number;
      code: number | null;
      subcode: number | null;
      message: string;
      /** Meta's words for the person who made the call, where it has any. */
      userMessage?: string;
    };
export type GraphRefusal = Extract<GraphAnswer, { ok: false }>;

const GraphError = z.object({
  error: z.object({
    code: z.number(),
    message: z.string(),
    error_subcode: z.number().optional(),
    error_user_msg: z.string().optional().catch(undefined),
    error_data: z.object({ details: z.string() }).optional().catch(undefined),
  }),
});

const timeoutMs = 10_000;
const uploadTimeoutMs = 60_000;

/** Management calls to the Graph API: everything but sending. */
@Injectable()
export class GraphApi {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** `path` with its query, without version. `token` null: the call carries its own proof. Rejects when Meta can't be reached. */
  async call(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    token: string | null,
    body?: object,
  ): Promise<GraphAnswer> {
    return await this.ask(path, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
    });
  }

  /** The bytes of a resumable upload; `session` is what Meta answered when it was opened. Rejects as `call` does. */
  async upload(session: string, token: string, bytes: Uint8Array<ArrayBuffer>): Promise<GraphAnswer> {
    return await this.ask(session, {
      method: 'POST',
      // Meta's own word for a token here.
      headers: { authorization: `OAuth ${token}`, file_offset: '0', 'content-type': 'application/octet-stream' },
      body: bytes,
      signal: AbortSignal.timeout(uploadTimeoutMs),
    });
  }

  private async ask(path: string, request: RequestInit): Promise<GraphAnswer> {
    const { graphUrl, graphVersion } = this.config;
    const response = await fetch(`${graphUrl}/${graphVersion}/${path}`, { ...request, redirect: 'error' });
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok) return { ok: true, body: answer };
    const error = GraphError.safeParse(answer);
    const { status } = response;
    if (!error.success) return { ok: false, status, code: null, subcode: null, message: `HTTP ${status}` };
    const { code, message, error_subcode, error_user_msg, error_data } = error.data.error;
    const userMessage = error_user_msg ?? error_data?.details;
    const refusal = { ok: false as const, status, code, subcode: error_subcode ?? null, message };
    return userMessage === undefined ? refusal : { ...refusal, userMessage };
  }

  /** What the app itself may ask with; null when this server has no app. */
  appToken(): string | null {
    const { appId, appSecret } = this.config;
    return appId === null || appSecret === null ? null : `${appId}|${appSecret}`;
  }
}
