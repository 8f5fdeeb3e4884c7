import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { GraphApi, type GraphRefusal } from './graph-api.ts';

const TokenInfo = z.object({
  data: z.object({
    is_valid: z.boolean(),
    type: z.string().optional(),
    expires_at: z.number().optional(),
    scopes: z.array(z.string()).default([]),
    granular_scopes: z.array(z.object({ scope: z.string(), target_ids: z.array(z.string()).optional() })).default([]),
    error: z.object({ message: z.string(), subcode: z.number().optional() }).optional(),
  }),
});

/** What Meta says of a token. */
export interface TokenFacts {
  isValid: boolean;
  /** Why it is not valid, in Meta's words. */
  problem: string | null;
  subcode: number | null;
  /** USER tokens can be exchanged for longer ones. */
  type: string | null;
  /** Epoch ms; null: never. */
  expiresAt: number | null;
  missingScopes: readonly string[];
  /** The business accounts it was given; null: all of its owner's. */
  wabaIds: readonly string[] | null;
}

export const neededScopes = ['whatsapp_business_management', 'whatsapp_business_messaging'] as const;

export type Inspection = { ok: true; facts: TokenFacts } | { ok: false; refusal: GraphRefusal };

/** Asks Meta what a token is worth. */
@Injectable()
export class TokenInspection {
  constructor(private readonly graph: GraphApi) {}

  /** Rejects when Meta can't be reached. A dead token is no refusal: Meta answers what is wrong with it. */
  async inspect(token: string): Promise<Inspection> {
    // Meta takes the token to be inspected in the query and nowhere else. It may ask about itself.
    const path = `debug_token?input_token=${encodeURIComponent(token)}`;
    const own = await this.graph.call('GET', path, token);
    const app = this.graph.appToken();
    // A dead token can't ask; the app can, and is told why it is dead.
    const answer = own.ok || app === null ? own : await this.graph.call('GET', path, app);
    if (!answer.ok) return { ok: false, refusal: own.ok ? answer : own };
    const info = TokenInfo.safeParse(answer.body);
    if (!info.success) return { ok: true, facts: dead('Meta says nothing about this access token', null) };
    const { is_valid, type, expires_at = 0, scopes, granular_scopes, error } = info.data.data;
    if (!is_valid) return { ok: true, facts: dead(error?.message ?? 'Invalid OAuth access token', error?.subcode) };
    return {
      ok: true,
      facts: {
        isValid: true,
        problem: null,
        subcode: null,
        type: type ?? null,
        expiresAt: expires_at === 0 ? null : expires_at * 1000,
        missingScopes: neededScopes.filter((scope) => !scopes.includes(scope)),
        wabaIds: accountsOf(granular_scopes),
      },
    };
  }
}

function dead(problem: string, subcode: number | null = null): TokenFacts {
  return { isValid: false, problem, subcode, type: null, expiresAt: null, missingScopes: [], wabaIds: null };
}

/** Those that every needed permission was given for. */
function accountsOf(granular: readonly { scope: string; target_ids?: string[] | undefined }[]): string[] | null {
  const lists = granular
    .filter(({ scope }) => neededScopes.some((needed) => needed === scope))
    .flatMap(({ target_ids }) => (target_ids === undefined ? [] : [target_ids]));
  const [first, ...others] = lists;
  if (first === undefined) return null;
  return first.filter((id) => others.every((ids) => ids.includes(id)));
}
