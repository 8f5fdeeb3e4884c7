import type { FastifyInstance } from 'fastify';
import { alphanumerics, createRandom, digits } from '../engine/random.ts';
import type { Simulator } from '../simulator.ts';
import { createScene, type Example } from '../webhooks/examples/example.ts';
import { listExamples } from '../webhooks/examples/list-examples.ts';
import type { Update } from '../webhooks/update.ts';
import { parse } from './control.ts';
import { ControlError } from './control-error.ts';
import { emitAndWait, requireSubscriber } from './emit-and-wait.ts';
import { getNumber } from './inbound-routes.ts';
import { AppRequest, EmitRequest, ExamplesQuery, SubscriptionRequest, WebhookSettings } from './schemas.ts';

/** Most apps that can be registered, so that a runaway test ends. */
const mostApps = 100;

/** Who listens, at what pace, and webhooks of any field, made up or ready-made. */
export function registerWebhooks(app: FastifyInstance, simulator: Simulator): void {
  const { clock, company, delivery, subscriptions, webhooks } = simulator;
  const random = createRandom(simulator.options.seed, 'apps');
  const secrets = new Map([[company.appId, company.appSecret]]);

  const requireAccount = (wabaId: string): void => {
    if (simulator.nodes.findWaba(wabaId)) return;
    throw new ControlError(
      404,
      'not_found',
      `There is no business account ${wabaId}; GET /_control/company lists them`,
    );
  };
  const examplesOf = (phoneNumberId: string | undefined): readonly Example[] => {
    const first = company.wabas[0]?.numbers[0];
    const number = phoneNumberId === undefined && first ? first : getNumber(simulator, phoneNumberId ?? '');
    const named = simulator.directory.named();
    const customer = named.find(({ username }) => username === null) ?? named[0]!;
    const hidden = named.find(({ username, isInContactBook }) => username !== null && !isInContactBook) ?? named[1]!;
    const scene = createScene(simulator.options.seed, { company, number, customer, hidden, now: clock.now() });
    return listExamples(scene).map((example) => ({ ...example, wabaId: number.wabaId }));
  };

  app.post('/apps', async (request) => {
    const { name, appSecret } = parse(AppRequest, request.body);
    if (secrets.size > mostApps) throw new ControlError(409, 'conflict', `There are ${mostApps} apps already`);
    const appId = `${random.int(1, 9)}${random.text(14, digits)}`;
    const secret = appSecret ?? random.text(32, alphanumerics.toLowerCase());
    secrets.set(appId, secret);
    return { appId, appSecret: secret, name };
  });

  app.post('/subscriptions', async (request) => {
    const { wabaId, callbackUrl, verifyToken, fields, appId } = parse(SubscriptionRequest, request.body);
    requireAccount(wabaId);
    const appSecret = appId === undefined ? undefined : secrets.get(appId);
    if (appId !== undefined && appSecret === undefined) {
      throw new ControlError(404, 'not_found', `There is no app ${appId}; POST /_control/apps makes one`);
    }
    await subscriptions.addSubscriber(wabaId, callbackUrl, verifyToken, {
      ...(appSecret === undefined ? {} : { appSecret }),
      ...(fields ? { fields } : {}),
    });
    return { success: true };
  });

  app.get('/webhooks', async () => ({ batchSize: delivery.batchSize, retryScale: delivery.retryScale }));
  app.post('/webhooks', async (request) => {
    const wanted = parse(WebhookSettings, request.body);
    if (wanted.batchSize !== undefined) delivery.batchSize = wanted.batchSize;
    if (wanted.retryScale !== undefined) delivery.retryScale = wanted.retryScale;
    return { batchSize: delivery.batchSize, retryScale: delivery.retryScale };
  });

  app.get('/webhooks/examples', async (request) => {
    const { field, phoneNumberId } = parse(ExamplesQuery, request.query);
    const examples = examplesOf(phoneNumberId);
    return { examples: examples.filter((example) => field === undefined || example.field === field) };
  });

  app.post('/webhooks/emit', async (request) => {
    const wanted = parse(EmitRequest, request.body);
    const example = wanted.example === undefined ? null : findExample(examplesOf(wanted.phoneNumberId), wanted.example);
    const field = wanted.field ?? example?.field ?? '';
    const wabaId = wanted.wabaId ?? example?.wabaId ?? '';
    requireAccount(wabaId);
    const hasTime = wanted.time !== undefined || (field !== 'messages' && field !== 'calls');
    const update: Update = {
      wabaId,
      field,
      value: wanted.value ?? example?.value ?? {},
      lane: `${wabaId}/${field}`,
      wamids: [],
      ...(example?.entryId === undefined ? {} : { entryId: example.entryId }),
      ...(wanted.phoneNumberId === undefined ? {} : { phoneNumberId: wanted.phoneNumberId }),
      ...(hasTime ? { entryTime: wanted.time ?? Math.floor(clock.now() / 1000) } : {}),
    };
    if (wanted.wait) {
      requireSubscriber(simulator, { id: wanted.phoneNumberId ?? null, wabaId }, field);
      await emitAndWait(simulator, [update], wanted.timeoutMs);
    } else {
      webhooks.emit(update);
    }
    return { field, wabaId };
  });

  app.post('/webhooks/settle', async () => {
    await webhooks.settled();
    return { queues: webhooks.counts() };
  });
}

function findExample(examples: readonly Example[], name: string): Example {
  const example = examples.find((known) => known.name === name);
  if (example) return example;
  throw new ControlError(404, 'not_found', `There is no example ${name}; GET /_control/webhooks/examples lists them`);
}
