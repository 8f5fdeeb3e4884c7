import { invalidParameter } from '../graph-error.ts';
import type { GraphApp, GraphParts } from '../graph.ts';
import { reasons, type TokenFacts } from '../tokens.ts';

/** `GET /debug_token`: tells of any token, living or dead, with HTTP 200. */
export function registerDebugToken(app: GraphApp, parts: GraphParts): void {
  app.get<{ Querystring: Record<string, unknown> }>('/debug_token', async (request) => {
    const token = request.query['input_token'];
    if (typeof token !== 'string' || token === '') throw invalidParameter('The parameter input_token is required.');
    const known = parts.tokens.inspect(token);
    const { caller } = request;
    const isOwner = caller.kind !== 'business' || (known !== null && caller.userId === known.userId);
    if (!isOwner) {
      throw invalidParameter(
        'You must provide an app access token, or a user access token that is an owner or developer of the app',
      );
    }
    return { data: known === null ? unknownToken : describe(parts, known) };
  });
}

const unknownToken = {
  is_valid: false,
  scopes: [],
  error: { code: 190, message: 'Invalid OAuth access token - Cannot parse access token' },
};

const types = { 'system-user': 'SYSTEM_USER', business: 'SYSTEM_USER', user: 'USER', app: 'APP' } as const;

function describe(parts: GraphParts, known: TokenFacts): object {
  const { appId: app_id, appName: application, wabas } = parts.company;
  const type = types[known.kind];
  if (known.kind === 'app') return { app_id, type, application, is_valid: true, scopes: [] };
  const accounts = known.wabaIds ?? wabas.map((waba) => waba.id);
  return {
    app_id,
    type,
    application,
    data_access_expires_at: seconds(known.expiresAt),
    expires_at: seconds(known.expiresAt),
    is_valid: known.deadBy === null,
    issued_at: seconds(known.issuedAt),
    scopes: known.scopes,
    granular_scopes: known.scopes
      .filter((scope) => scope.startsWith('whatsapp_business_'))
      .map((scope) => ({ scope, target_ids: [...accounts] })),
    user_id: known.userId,
    ...(known.deadBy === null
      ? {}
      : { error: { code: 190, message: reasons[known.deadBy] ?? reasons[467], subcode: known.deadBy } }),
  };
}

function seconds(epochMs: number): number {
  return Math.floor(epochMs / 1000);
}
