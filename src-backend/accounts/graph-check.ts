import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Verification } from '#shared/wire/rest.ts';
import { CONFIG, type Config } from '../config.ts';

/** What is to be checked: as an admin typed it. */
export interface Credentials {
  phoneNumberId: string;
  wabaId: string;
  accessToken: string;
}

/** What Meta knows of a number. */
export interface NumberFacts {
  displayPhoneNumber: string;
  qualityRating: string | null;
}

const NumberInfo = z.object({
  display_phone_number: z.string(),
  quality_rating: z.string().optional(),
});
const TokenInfo = z.object({
  data: z.object({
    is_valid: z.boolean(),
    scopes: z.array(z.string()).default([]),
    granular_scopes: z.array(z.object({ scope: z.string(), target_ids: z.array(z.string()).optional() })).default([]),
  }),
});
const GraphError = z.object({ error: z.object({ code: z.number(), message: z.string() }) });

const timeoutMs = 10_000;
const neededScopes = ['whatsapp_business_messaging', 'whatsapp_business_management'];

type Answer = { ok: true; body: unknown } | { ok: false; status: number; code: number | null; message: string };

/** Asks Meta whether credentials work, and says which field is wrong if they don't (ruling 22). */
@Injectable()
export class GraphCheck {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  async verify(credentials: Credentials): Promise<{ verification: Verification; facts: NumberFacts | null }> {
    try {
      const facts = await this.readNumber(credentials);
      if ('problem' in facts) return { verification: facts.problem, facts: null };
      const problem = await this.judgeToken(credentials);
      if (problem !== null) return { verification: problem, facts };
      return { verification: { ok: true, field: null, message: null }, facts };
    } catch {
      return {
        verification: bad(null, 'Meta could not be reached; save the number again to repeat the check'),
        facts: null,
      };
    }
  }

  /** Has Meta deliver this business account's webhooks to us. Resolves to a warning for the admin, or null. */
  async subscribe(credentials: Credentials, webhookUrl: string, verifyToken: string): Promise<string | null> {
    try {
      const answer = await this.call('POST', `${credentials.wabaId}/subscribed_apps`, credentials.accessToken, {
        override_callback_uri: webhookUrl,
        verify_token: verifyToken,
      });
      return answer.ok ? null : `Messages can't come in yet: Meta refused the webhook (${answer.message})`;
    } catch {
      return "Messages can't come in yet: Meta could not be reached to set the webhook up";
    }
  }

  private async readNumber(credentials: Credentials): Promise<NumberFacts | { problem: Verification }> {
    const { phoneNumberId, accessToken } = credentials;
    const fields = 'fields=display_phone_number,verified_name,quality_rating';
    const answer = await this.call('GET', `${phoneNumberId}?${fields}`, accessToken);
    if (!answer.ok) return { problem: toProblem(answer) };
    const info = NumberInfo.safeParse(answer.body);
    if (!info.success) return { problem: bad('phoneNumberId', 'Meta knows this ID, but it is not a phone number') };
    const { display_phone_number, quality_rating } = info.data;
    return { displayPhoneNumber: display_phone_number, qualityRating: quality_rating ?? null };
  }

  private async judgeToken(credentials: Credentials): Promise<Verification | null> {
    const { accessToken, wabaId } = credentials;
    // Meta takes the token to be inspected in the query and nowhere else.
    const answer = await this.call('GET', `debug_token?input_token=${encodeURIComponent(accessToken)}`, accessToken);
    if (!answer.ok) return toProblem(answer);
    const info = TokenInfo.safeParse(answer.body);
    if (!info.success || !info.data.data.is_valid)
      return bad('accessToken', 'Meta says this access token is not valid');
    const { scopes, granular_scopes } = info.data.data;
    const missing = neededScopes.filter((scope) => !scopes.includes(scope));
    if (missing.length > 0) return bad('accessToken', `The access token lacks the permission ${missing.join(' and ')}`);
    const isForOthers = granular_scopes.some(
      ({ scope, target_ids }) => neededScopes.includes(scope) && target_ids?.includes(wabaId) === false,
    );
    return isForOthers ? bad('businessAccountId', 'The access token is not for this WhatsApp Business Account') : null;
  }

  private async call(method: 'GET' | 'POST', path: string, token: string, body?: object): Promise<Answer> {
    const response = await fetch(`${this.config.graphUrl}/${this.config.graphVersion}/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok) return { ok: true, body: answer };
    const error = GraphError.safeParse(answer);
    if (!error.success) return { ok: false, status: response.status, code: null, message: `HTTP ${response.status}` };
    const { code, message } = error.data.error;
    return { ok: false, status: response.status, code, message };
  }
}

function toProblem(answer: Extract<Answer, { ok: false }>): Verification {
  const { status, code, message } = answer;
  if (code === 190 || status === 401) return bad('accessToken', `Meta refuses this access token: ${message}`);
  if (code === 100 || code === 33 || status === 404) {
    return bad('phoneNumberId', `Meta knows no such number, or the access token may not see it: ${message}`);
  }
  if (code === 10 || code === 3 || (code !== null && code >= 200 && code <= 299)) {
    return bad('accessToken', `The access token lacks a permission: ${message}`);
  }
  return bad(null, `Meta could not check the number (${message}); save it again to repeat the check`);
}

function bad(field: string | null, message: string): Verification {
  return { ok: false, field, message };
}
