import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Verification } from '#shared/account.ts';
import { GraphApi, type GraphRefusal } from './graph-api.ts';
import { TokenInspection } from './token-inspection.ts';

/** What is to be checked: as an admin typed it. */
export interface Credentials {
  phoneNumberId: string;
  wabaId: string;
  accessToken: string;
}

/** What Meta knows of a number, and of the token that asked. */
export interface NumberFacts {
  displayPhoneNumber: string;
  qualityRating: string | null;
  verifiedName: string | null;
  /** Also used in the WhatsApp Business app: coexistence. */
  onPhone: boolean;
  /** Epoch ms; null: never, or not asked. */
  tokenExpiresAt: number | null;
}

const NumberInfo = z.object({
  display_phone_number: z.string(),
  verified_name: z.string().optional(),
  quality_rating: z.string().optional(),
  is_on_biz_app: z.boolean().optional().catch(undefined),
  platform_type: z.string().optional().catch(undefined),
});

/** Asks Meta whether credentials work, and says which field is wrong if they don't (ruling 22). */
@Injectable()
export class GraphCheck {
  constructor(
    private readonly graph: GraphApi,
    private readonly tokens: TokenInspection,
  ) {}

  async verify(credentials: Credentials): Promise<{ verification: Verification; facts: NumberFacts | null }> {
    try {
      const facts = await this.readNumber(credentials);
      if ('problem' in facts) return { verification: facts.problem, facts: null };
      const judged = await this.judgeToken(credentials);
      if ('problem' in judged) return { verification: judged.problem, facts };
      const tokenExpiresAt = judged.expiresAt;
      return { verification: { ok: true, field: null, message: null }, facts: { ...facts, tokenExpiresAt } };
    } catch {
      return {
        verification: bad(null, 'Meta could not be reached; save the number again to repeat the check'),
        facts: null,
      };
    }
  }

  /**
   * Has Meta deliver this business account's webhooks to us; without an address of our own, to wherever the app says.
   * Resolves to a warning for the admin, or null.
   */
  async subscribe(
    credentials: Credentials,
    webhook: { url: string; verifyToken: string } | null,
  ): Promise<string | null> {
    const { wabaId, accessToken } = credentials;
    const body = webhook === null ? {} : { override_callback_uri: webhook.url, verify_token: webhook.verifyToken };
    try {
      const answer = await this.graph.call('POST', `${wabaId}/subscribed_apps`, accessToken, body);
      return answer.ok ? null : `Messages can't come in yet: Meta refused the webhook (${answer.message})`;
    } catch {
      return "Messages can't come in yet: Meta could not be reached to set the webhook up";
    }
  }

  private async readNumber(credentials: Credentials): Promise<NumberFacts | { problem: Verification }> {
    const { phoneNumberId, accessToken } = credentials;
    const fields = 'fields=display_phone_number,verified_name,quality_rating,is_on_biz_app,platform_type';
    const answer = await this.graph.call('GET', `${phoneNumberId}?${fields}`, accessToken);
    if (!answer.ok) return { problem: toProblem(answer) };
    const info = NumberInfo.safeParse(answer.body);
    if (!info.success) return { problem: bad('phoneNumberId', 'Meta knows this ID, but it is not a phone number') };
    const { display_phone_number, quality_rating, verified_name, is_on_biz_app, platform_type } = info.data;
    return {
      displayPhoneNumber: display_phone_number,
      qualityRating: quality_rating ?? null,
      verifiedName: verified_name ?? null,
      onPhone: is_on_biz_app === true && platform_type === 'CLOUD_API',
      tokenExpiresAt: null,
    };
  }

  private async judgeToken(
    credentials: Credentials,
  ): Promise<{ expiresAt: number | null } | { problem: Verification }> {
    const { accessToken, wabaId } = credentials;
    const inspection = await this.tokens.inspect(accessToken);
    if (!inspection.ok) return { problem: toProblem(inspection.refusal) };
    const { isValid, problem, missingScopes, wabaIds, expiresAt } = inspection.facts;
    if (!isValid) return { problem: bad('accessToken', `${deadToken}: ${problem}`) };
    if (missingScopes.length > 0) {
      return { problem: bad('accessToken', `The access token lacks the permission ${missingScopes.join(' and ')}`) };
    }
    return wabaIds?.includes(wabaId) === false
      ? { problem: bad('businessAccountId', 'The access token is not for this WhatsApp Business Account') }
      : { expiresAt };
  }
}

// The credentials guide's own words for these (ruling 21), then what Meta says now.
const deadToken = '(#190) Invalid OAuth 2.0 Access Token. Regenerate the token via Meta Developer Portal. Meta says';
const unauthorised = 'Request failed with status code 401. Update the credentials with a valid token. Meta says';

function toProblem(answer: GraphRefusal): Verification {
  const { status, code, message } = answer;
  if (code === 190) return bad('accessToken', `${deadToken}: ${message}`);
  if (status === 401) return bad('accessToken', `${unauthorised}: ${message}`);
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
