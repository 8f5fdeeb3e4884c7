import { timingSafeEqual } from 'node:crypto';
import { GraphError, invalidParameter } from '../graph-error.ts';
import type { GraphApp, GraphParts } from '../graph.ts';
import { type Parameters, readParameters, readText } from '../parameters.ts';
import type { Codes } from './codes.ts';
import { wordOf } from '../word-of.ts';

const longLifeSeconds = 60 * 86_400;

/**
 * `GET|POST /oauth/access_token`: a code of Embedded Signup for a business token, the app's credentials for its app
 * token, a short user token for a long one.
 */
export function registerAccessToken(app: GraphApp, parts: GraphParts, codes: Codes): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/oauth/access_token',
    config: { isPublic: true },
    handler: async (request) => {
      const values = readParameters(request);
      checkApp(parts, values);
      const grantType = readText(values, 'grant_type', { max: 100 }) ?? 'authorization_code';
      if (grantType === 'client_credentials') {
        return { access_token: `${parts.company.appId}|${parts.company.appSecret}`, token_type: 'bearer' };
      }
      if (grantType === 'fb_exchange_token') return extend(parts, values);
      if (grantType !== 'authorization_code') throw invalidParameter('Param grant_type is not supported.');
      return redeem(parts, codes, values);
    },
  });
}

function redeem(parts: GraphParts, codes: Codes, values: Parameters): object {
  const code = readText(values, 'code', { max: 2000 });
  if (code === undefined || code === '') throw new GraphError(1, 'Missing authorization code', { status: 400 });
  // Meta's script sends an empty one.
  const { scopes, wabaIds } = codes.redeem(code, readText(values, 'redirect_uri', { max: 2000 }) || null);
  return {
    access_token: parts.tokens.issue({ kind: 'business', scopes, wabaIds, lifeMs: null }),
    token_type: 'bearer',
  };
}

function extend(parts: GraphParts, values: Parameters): object {
  const caller = parts.tokens.identify(readText(values, 'fb_exchange_token', { max: 2000 }) ?? null);
  if (caller.kind !== 'user') throw invalidParameter('Only user access tokens can be exchanged for longer ones.');
  const access_token = parts.tokens.issue({
    kind: 'user',
    scopes: caller.scopes,
    wabaIds: caller.wabaIds === null ? null : [...caller.wabaIds],
    lifeMs: longLifeSeconds * 1000,
  });
  return { access_token, token_type: 'bearer', expires_in: longLifeSeconds };
}

function checkApp(parts: GraphParts, values: Parameters): void {
  const { client_id: id, client_secret: secret } = values;
  if (id === undefined || id === '') throw new GraphError(101, 'Missing client_id parameter.');
  if (wordOf(id) !== parts.company.appId) {
    throw new GraphError(101, 'Error validating application. Cannot get application info due to a system error.');
  }
  if (secret === undefined || secret === '') throw new GraphError(1, 'Missing client_secret parameter.');
  const given = Buffer.from(wordOf(secret));
  const known = Buffer.from(parts.company.appSecret);
  if (given.length !== known.length || !timingSafeEqual(given, known)) {
    throw new GraphError(1, 'Error validating client secret.');
  }
}
