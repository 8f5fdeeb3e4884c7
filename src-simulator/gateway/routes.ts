import { type FastifyInstance, type FastifyReply, type FastifyRequest, errorCodes } from 'fastify';
import { prepareJson } from '../control/control.ts';
import { wait } from '../engine/wait.ts';
import type { Simulator } from '../simulator.ts';
import { GatewayError } from './api-error.ts';
import { registerChat } from './chat-routes.ts';
import { registerGatewayControl } from './control-routes.ts';
import { registerInstances } from './instance-routes.ts';
import { registerSending } from './message-routes.ts';
import { registerScan } from './scan-routes.ts';
import { registerWebhook } from './webhook-routes.ts';

/** The version that is spoken, as `GET /` tells it. */
const version = '2.3.7';
/** A video in base64. */
const bodyLimit = 136 * 1024 * 1024;

/** The gateway below `/gateway`, what steers it below `/_control/gateway`, and the phone that scans its codes. */
export async function registerGateway(app: FastifyInstance, simulator: Simulator): Promise<void> {
  await app.register(async (scope) => registerApi(scope, simulator), { prefix: '/gateway' });
  await app.register(
    async (scope) => {
      prepareJson(scope);
      registerGatewayControl(scope, simulator);
    },
    { prefix: '/_control/gateway' },
  );
  await app.register(
    async (scope) => {
      prepareJson(scope);
      registerScan(scope, simulator);
    },
    { prefix: '/_phone' },
  );
}

function registerApi(app: FastifyInstance, simulator: Simulator): void {
  const { gateway, media } = simulator;

  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit }, (_request, body, done) => {
    try {
      done(null, body === '' ? {} : JSON.parse(String(body)));
    } catch {
      done(new GatewayError(400, ['The request body is not valid JSON']));
    }
  });
  app.setErrorHandler((error, _request, reply) => {
    const refusal = toRefusal(error);
    return reply.code(refusal.status).send(refusal.toBody());
  });

  app.addHook('onRequest', async () => {
    if (gateway.faults.latencyMs > 0) await wait(gateway.faults.latencyMs);
  });

  app.get('/', async () => ({
    status: 200,
    message: 'Welcome to the Evolution API, it is working!',
    version,
    clientName: 'parley_simulator',
    manager: `${media.base() ?? ''}/gateway/manager`,
    documentation: 'https://doc.evolution-api.com',
  }));

  void app.register(async (scope) => {
    scope.addHook('onRequest', async (request) => authorize(simulator, request));
    registerInstances(scope, simulator);
    registerWebhook(scope, simulator);
    registerSending(scope, simulator);
    registerChat(scope, simulator);
  });

  app.all('/*', async (request: FastifyRequest, reply: FastifyReply) => {
    const path = request.url.replace(/^\/gateway/, '').split('?')[0];
    return reply.code(404).send(new GatewayError(404, [`Cannot ${request.method} ${path}`]).toBody());
  });
}

/** The global key opens everything; an instance's own key that instance, and its line of the list. */
function authorize({ gateway }: Simulator, request: FastifyRequest): void {
  const { apikey } = request.headers;
  const refuse = (): GatewayError => new GatewayError(401, 'Unauthorized');
  if (typeof apikey !== 'string' || apikey === '' || gateway.faults.unauthorized) throw refuse();
  if (apikey === gateway.apiKey) return;
  const { params } = request;
  const name = typeof params === 'object' && params !== null && 'instance' in params ? String(params.instance) : null;
  const isOwn =
    name === null
      ? request.routeOptions.url?.endsWith('/fetchInstances') === true &&
        gateway.list().some(({ token }) => token === apikey)
      : gateway.find(name)?.token === apikey;
  if (!isOwn) throw refuse();
}

function toRefusal(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error;
  if (error instanceof errorCodes.FST_ERR_CTP_BODY_TOO_LARGE) {
    return new GatewayError(413, 'request entity too large');
  }
  if (error instanceof errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE) {
    return new GatewayError(415, ['Send JSON with content-type application/json']);
  }
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : 500;
  if (typeof status === 'number' && status < 500) {
    return new GatewayError(400, [error instanceof Error ? error.message : 'Bad Request']);
  }
  console.error(error);
  return new GatewayError(500, 'The simulator has a defect; its log tells more');
}
