import { parse as parseQuery } from 'node:querystring';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, errorCodes } from 'fastify';
import type { AccountNews } from '../company/account-news.ts';
import { registerCoexistence } from '../coexistence/routes.ts';
import type { Company } from '../company/company.ts';
import type { Consent } from '../customers/consent.ts';
import type { Directory } from '../customers/directory.ts';
import type { Clock } from '../engine/clock.ts';
import type { Ledger } from '../engine/ledger.ts';
import type { MetaIds } from '../engine/meta-ids.ts';
import { wait } from '../engine/wait.ts';
import type { FaultSwitches } from '../faults/faults.ts';
import type { Limits } from '../limits/limits.ts';
import { registerManagementCalls } from '../limits/management-calls.ts';
import type { MediaStore } from '../media/media-store.ts';
import type { TemplateLife } from '../templates/template-life.ts';
import type { TemplateStore } from '../templates/template-store.ts';
import type { Outbound } from '../threads/outbound.ts';
import type { Threads } from '../threads/threads.ts';
import type { Subscriptions } from '../webhooks/subscriptions.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';
import { registerAccounts } from './accounts/routes.ts';
import { registerApps } from './apps/routes.ts';
import type { BlockList } from './blocking/block-list.ts';
import { registerBlocking } from './blocking/routes.ts';
import { GraphError, toGraphError } from './graph-error.ts';
import { registerMedia } from './media/routes.ts';
import { registerMessages } from './messages/routes.ts';
import type { Nodes } from './nodes.ts';
import { registerNumbers } from './numbers/routes.ts';
import { registerOAuth } from './oauth/routes.ts';
import { registerProfile } from './profile/routes.ts';
import type { Caller, Tokens } from './tokens.ts';
import { registerUnsupported } from './unsupported/routes.ts';
import { registerTemplates } from './templates/routes.ts';
import { registerUploads } from './uploads/routes.ts';
import { toVersion } from './version.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Major Graph version of the call. */
    graphVersion: number;
    caller: Caller;
  }
  interface FastifyContextConfig {
    /** Answers without a token: pages and pictures that a browser opens. */
    isPublic?: true;
  }
}

export type GraphApp = FastifyInstance;

export interface GraphParts {
  allowOldVersions: boolean;
  company: Company;
  nodes: Nodes;
  tokens: Tokens;
  directory: Directory;
  consent: Consent;
  clock: Clock;
  ids: MetaIds;
  ledger: Ledger;
  faults: FaultSwitches;
  media: MediaStore;
  templates: TemplateStore;
  templateLife: TemplateLife;
  limits: Limits;
  threads: Threads;
  outbound: Outbound;
  subscriptions: Subscriptions;
  webhooks: Webhooks;
  blocking: BlockList;
  accountNews: AccountNews;
  options: { seed: string };
}

/** Everything that plays graph.facebook.com, with Meta's manner of refusing. */
export function registerGraph(app: FastifyInstance, parts: GraphParts): void {
  app.decorateRequest('graphVersion', 0);
  app.decorateRequest('caller');

  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    if (body === '') return done(null, {});
    try {
      done(null, JSON.parse(String(body)));
    } catch {
      done(new GraphError(100, '(#100) Invalid parameter', { details: 'The request body is not valid JSON.' }));
    }
  });
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, { ...parseQuery(String(body)) }),
  );

  app.addHook('onRequest', async (request) => {
    const { latencyMs } = parts.faults.current();
    if (latencyMs > 0) await wait(latencyMs);
    request.graphVersion = toVersion(request.originalUrl, parts.allowOldVersions);
    if (request.routeOptions.config.isPublic === true) return;
    const token = readToken(request);
    if (token === null && request.url.startsWith('/me')) {
      throw new GraphError(2500, 'An active access token must be used to query information about the current user.');
    }
    request.caller = parts.tokens.identify(token);
    const code = parts.faults.takeError();
    if (code !== null) throw toGraphError(code);
  });

  app.addHook('preSerialization', (request, reply, payload, done) => {
    const isSend = request.routeOptions.url === '/:node/messages';
    if (request.method !== 'GET' && !isSend && reply.statusCode < 400) {
      const path = request.originalUrl.split('?')[0] ?? '';
      parts.ledger.record('changes', { at: parts.clock.now(), method: request.method, path });
    }
    done(null, payload);
  });

  registerManagementCalls(app, parts);

  app.setErrorHandler((error, request, reply) => {
    const refusal = toRefusal(error);
    parts.ledger.record('refusals', {
      at: parts.clock.now(),
      method: request.method,
      path: request.originalUrl.split('?')[0] ?? '',
      code: refusal.code,
    });
    if (refusal.status === 401) {
      void reply.header('www-authenticate', `OAuth "Facebook Platform" "invalid_token" "${refusal.message}"`);
    }
    const trace = parts.ids.fbtraceId();
    return reply.code(refusal.status).header('x-fb-trace-id', trace).send(refusal.toBody(trace));
  });

  registerMessages(app, parts);
  registerMedia(app, parts);
  registerUploads(app, parts);
  registerTemplates(app, parts);
  registerApps(app, parts);
  registerNumbers(app, parts);
  registerAccounts(app, parts);
  registerProfile(app, parts);
  registerBlocking(app, parts);
  registerOAuth(app, parts);
  registerCoexistence(app, parts);
  registerUnsupported(app, parts);

  app.all('/*', (request) => {
    throw unknownPath(request);
  });
}

/** For what never reaches a route: paths that cannot be decoded, methods nobody has. */
export function answerUnknownPath(parts: { ids: MetaIds }, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = unknownPath(request);
  return reply.code(refusal.status).send(refusal.toBody(parts.ids.fbtraceId()));
}

function unknownPath(request: FastifyRequest): GraphError {
  return new GraphError(2500, `Unknown path components: ${request.originalUrl.split('?')[0]}`);
}

/** What Graph makes of an error: its own, a body it could not read, or the "unknown" that hides our bugs. */
function toRefusal(error: unknown): GraphError {
  if (error instanceof GraphError) return error;
  if (error instanceof errorCodes.FST_ERR_CTP_BODY_TOO_LARGE) {
    return new GraphError(100, '(#100) Invalid parameter', { details: 'The request body is too large.' });
  }
  if (
    error instanceof Error &&
    'statusCode' in error &&
    typeof error.statusCode === 'number' &&
    error.statusCode < 500
  ) {
    return new GraphError(100, '(#100) Invalid parameter', { details: error.message });
  }
  console.error(error);
  return new GraphError(131000, '(#131000) Something went wrong', {
    details: 'The simulator has a defect; its log tells more.',
  });
}

function readToken(request: FastifyRequest): string | null {
  const header = /^(?:Bearer|OAuth)\s+(.+)$/i.exec(request.headers.authorization ?? '');
  if (header?.[1] !== undefined) return header[1].trim();
  const query = request.query;
  const token = typeof query === 'object' && query !== null && 'access_token' in query ? query.access_token : null;
  return typeof token === 'string' && token !== '' ? token : null;
}
