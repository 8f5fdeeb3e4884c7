import { type FastifyInstance, type FastifyReply, errorCodes } from 'fastify';
import { z } from 'zod';
import type { Simulator } from '../simulator.ts';
import { HandshakeError } from '../webhooks/subscriptions.ts';
import { ControlError } from './control-error.ts';
import { registerCompany } from './company-routes.ts';
import { registerCustomers } from './customer-routes.ts';
import { registerInbound } from './inbound-routes.ts';
import { registerNumberControl } from './number-routes.ts';
import { registerShowcase } from './showcase-routes.ts';
import { registerSwitches } from './switch-routes.ts';
import { registerTemplateControl } from './template-routes.ts';
import { registerWebhooks } from './webhook-routes.ts';

/** Most bytes of one control request: 20,000 messages of a batch. */
const bodyLimit = 64 * 1024 * 1024;

/** What tests, the demo and the fault runner steer the simulator with. Not part of what Meta has. */
export function registerControl(app: FastifyInstance, simulator: Simulator, restart: () => Promise<void>): void {
  prepareJson(app);
  app.post('/restart', async () => {
    await restart();
    return { success: true };
  });
  registerCompany(app, simulator);
  registerInbound(app, simulator);
  registerCustomers(app, simulator);
  registerWebhooks(app, simulator);
  registerShowcase(app, simulator);
  registerSwitches(app, simulator);
  registerNumberControl(app, simulator);
  registerTemplateControl(app, simulator);
  registerUnknown(app);
}

/** Whatever no route took. */
export function registerUnknown(app: FastifyInstance): void {
  app.all('/*', (request) => {
    throw new ControlError(
      404,
      'not_found',
      `There is no ${request.method} ${request.url}; see src-simulator/README.md`,
    );
  });
}

/** JSON in, JSON out, errors in Parley's one body. */
export function prepareJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit }, (_request, body, done) => {
    try {
      done(null, body === '' ? {} : JSON.parse(String(body)));
    } catch {
      done(new ControlError(400, 'invalid_input', 'The request body is not valid JSON'));
    }
  });
  app.setErrorHandler((error, _request, reply) => answerError(error, reply));
}

/** Parses what came in, or answers 400 naming the field. */
export function parse<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue?.path.join('.') ?? '';
  throw new ControlError(400, 'invalid_input', `${field === '' ? 'body' : field}: ${issue?.message ?? 'invalid'}`);
}

function answerError(error: unknown, reply: FastifyReply): FastifyReply {
  const answer = (status: number, code: string, message: string): FastifyReply =>
    reply.code(status).send({ success: false, message, code });
  if (error instanceof ControlError) return answer(error.status, error.code, error.message);
  if (error instanceof HandshakeError) return answer(502, 'handshake_failed', error.message);
  if (error instanceof errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE) {
    return answer(415, 'invalid_input', 'Send JSON with content-type application/json');
  }
  if (error instanceof errorCodes.FST_ERR_CTP_BODY_TOO_LARGE) {
    return answer(413, 'invalid_input', `A control request may have ${bodyLimit} bytes`);
  }
  console.error(error);
  return answer(500, 'internal', 'The simulator has a defect; its log tells more');
}
