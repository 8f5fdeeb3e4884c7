import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '#shared/error.ts';
import { mediaPath } from '#shared/wire/media-routes.ts';
import { CONFIG, type Config } from '../../config.ts';
import { Log } from '../log/log.ts';
import { AccessPolicy, webhookPath } from './access-policy.ts';
import { toErrorAnswer } from './error-body.ts';
import { parseJson } from './parse-json.ts';
import { inRequest } from './request-origin.ts';
import { SocketAdapter } from './socket.adapter.ts';

const megabyte = 1024 * 1024;
export const maxJsonBytes = megabyte;
/** Meta's stated maximum is 3 MB (S-53). */
export const maxWebhookBytes = 4 * megabyte;
/** Meta's limit for any file, and a byte that shows that there is more. */
const maxUploadBytes = 100 * megabyte + 1;
/** S-53: how long any other request may take to arrive. */
const arrivalTimeoutMs = 10_000;

/**
 * Everything every request goes through before Nest: address, launch secret, headers, bodies and the request log.
 * Call before `init` or `listen`.
 */
export async function harden(app: NestFastifyApplication): Promise<void> {
  const config = app.get<Config>(CONFIG);
  const policy = app.get(AccessPolicy);
  const log = app.get(Log);
  const server = app.getHttpAdapter().getInstance();

  // Forms are files that are uploaded; anywhere else they are bytes like any others.
  server.addHook('onRequest', async (request: FastifyRequest) => {
    const type = request.headers['content-type'];
    if (type?.includes('multipart') && pathOf(request) !== mediaPath) {
      request.headers['content-type'] = 'application/octet-stream';
    }
  });
  server.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    void reply.header('x-correlation-id', request.id);
    try {
      policy.assertAddress(request.headers);
      policy.assertLaunch(request.headers, pathOf(request));
    } catch (error) {
      // Answered here: not every route has Nest's error handler, a CORS preflight for one.
      const { status, body } = toErrorAnswer(error, request.id);
      return await reply.code(status).send(body);
    }
  });
  // What is audited says where it came from. After the body: what reads it has a context of its own.
  server.addHook('preValidation', (request: FastifyRequest, _reply, done) => inRequest(request.ip, done));
  // Before helmet, which reads its part of it.
  server.addHook('onRoute', (route) => {
    if (!isWebhook(route.url)) return;
    route.bodyLimit = maxWebhookBytes;
    // Twelve headers for browsers with each of Meta’s calls would cost a sixth of what taking one in does.
    if (route.method === 'POST') Object.assign(route, { helmet: false });
  });
  await server.register(helmet, {
    contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], styleSrc: ["'self'"] } },
  });
  await server.register(cors, { origin: [config.frontendOrigin], credentials: false });

  server.removeAllContentTypeParsers();
  await server.register(multipart, {
    limits: { fileSize: maxUploadBytes, files: 1, fields: 8, parts: 9, fieldSize: 1024, headerPairs: 20 },
    throwFileSizeLimit: false,
  });
  server.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => {
      if (isWebhook(pathOf(request))) return body;
      return body.length === 0 ? undefined : parseJson(body);
    },
  );
  // A signature is over bytes, whatever their type is said to be (S-50).
  server.addContentTypeParser('*', { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) => {
    if (isWebhook(pathOf(request))) return body;
    if (body.length === 0) return undefined;
    throw new AppError('invalid_input', 'Send JSON with the header Content-Type: application/json');
  });

  server.server.headersTimeout = arrivalTimeoutMs;
  server.addHook('preParsing', async (request: FastifyRequest, _reply, payload) => {
    if (pathOf(request) === mediaPath || request.raw.complete) return payload;
    const timer = setTimeout(() => {
      if (!request.raw.complete) request.raw.destroy();
    }, arrivalTimeoutMs).unref();
    request.raw.once('close', () => clearTimeout(timer));
    return payload;
  });

  app.useWebSocketAdapter(new SocketAdapter(app, policy));

  server.addHook('onSend', async (_request: FastifyRequest, reply: FastifyReply) => {
    // While closing: a connection kept open for more requests would keep the process alive for a minute.
    if (!server.server.listening) void reply.header('connection', 'close');
  });
  server.addHook('onResponse', async (request: FastifyRequest, reply: FastifyReply) => {
    log.debug('Request', {
      correlationId: request.id,
      method: request.method,
      // The pattern, never the address: addresses hold ids and what people searched for.
      route: request.routeOptions.url ?? 'unknown',
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime),
    });
  });
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '';
}

function isWebhook(path: string): boolean {
  return path === webhookPath || path.startsWith(`${webhookPath}/`);
}
