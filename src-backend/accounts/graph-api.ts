import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { CONFIG, type Config } from '../config.ts';

export type GraphAnswer =
  | { ok: true; body: unknown }
  /** `code` null: the answer did not come from Meta's Graph API. */
  | { ok: false; status: number; code: number | null; subcode: number | null; message: string };
export type GraphRefusal = Extract<GraphAnswer, { ok: false }>;

const GraphError = z.object({
  error: z.object({ code: z.number(), message: z.string(), error_subcode: z.number().optional() }),
});

const timeoutMs = 10_000;

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
    const response = await fetch(`${this.config.graphUrl}/${this.config.graphVersion}/${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok) return { ok: true, body: answer };
    const error = GraphError.safeParse(answer);
    const { status } = response;
    if (!error.success) return { ok: false, status, code: null, subcode: null, message: `HTTP ${status}` };
    const { code, message, error_subcode } = error.data.error;
    return { ok: false, status, code, subcode: error_subcode ?? null, message };
  }

  /** What the app itself may ask with; null when this server has no app. */
  appToken(): string | null {
    const { appId, appSecret } = this.config;
    return appId === null || appSecret === null ? null : `${appId}|${appSecret}`;
  }
}
