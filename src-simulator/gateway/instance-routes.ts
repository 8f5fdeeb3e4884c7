import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Simulator } from '../simulator.ts';
import { GatewayError } from './api-error.ts';
import type { Gateway } from './gateway.ts';
import type { Instance } from './instance.ts';
import { toDigits, toJid } from './key-index.ts';
import { parseBody } from './parse-body.ts';
import { CreatedWebhook, setWebhook } from './webhook-routes.ts';

const toggle = z.boolean().default(false);

const Create = z.looseObject({
  instanceName: z.string().regex(/^[^/?#\s]{1,100}$/, 'must be 1 to 100 characters without spaces and slashes'),
  integration: z.literal('WHATSAPP-BAILEYS'),
  token: z.string().min(1).max(200).optional(),
  qrcode: toggle,
  number: z.string().max(40).nullish(),
  rejectCall: toggle,
  msgCall: z.string().max(1000).default(''),
  groupsIgnore: toggle,
  alwaysOnline: toggle,
  readMessages: toggle,
  readStatus: toggle,
  syncFullHistory: toggle,
  webhook: CreatedWebhook.optional(),
});

const Filter = z.object({
  instanceName: z.string().optional(),
  instanceId: z.string().optional(),
  number: z.string().optional(),
});
const PairFor = z.object({ number: z.string().optional() });

/** What an instance is called by in every path that ends with it. */
export interface NamedInstance {
  Params: { instance: string };
}

/** The instance of the path, or 404. */
export function getInstance(gateway: Gateway, request: FastifyRequest<NamedInstance>): Instance {
  const name = request.params.instance;
  const instance = gateway.find(name);
  if (!instance) throw new GatewayError(404, [`The "${name}" instance does not exist`]);
  return instance;
}

/** Instances from their creation to their end, and how they get to WhatsApp. */
export function registerInstances(app: FastifyInstance, simulator: Simulator): void {
  const { gateway } = simulator;
  const { connections } = gateway;

  app.post('/instance/create', async (request, reply) => {
    const { instanceName, integration, token, qrcode, number, webhook, ...rest } = parseBody(Create, request.body);
    const { rejectCall, msgCall, groupsIgnore, alwaysOnline, readMessages, readStatus, syncFullHistory } = rest;
    const settings = { rejectCall, msgCall, groupsIgnore, alwaysOnline, readMessages, readStatus, syncFullHistory };
    const pairFor = number ? toDigits(number) : null;
    const instance = gateway.add({ name: instanceName, token, number: pairFor, settings });
    if (webhook) setWebhook(simulator, instance, { enabled: true, ...webhook });
    gateway.emit(instance, 'INSTANCE_CREATE', { instanceName, instanceId: instance.id });
    if (qrcode) connections.connect(instance);
    return reply.code(201).send({
      instance: {
        instanceName,
        instanceId: instance.id,
        integration,
        webhookWaBusiness: null,
        accessTokenWaBusiness: '',
        status: instance.state,
      },
      hash: instance.token,
      webhook: instance.webhook
        ? {
            webhookUrl: instance.webhook.url,
            webhookHeaders: instance.webhook.headers,
            webhookByEvents: instance.webhook.byEvents,
            webhookBase64: instance.webhook.base64,
          }
        : {},
      websocket: {},
      rabbitmq: {},
      sqs: {},
      settings,
      ...(qrcode ? { qrcode: instance.code ?? noCode } : {}),
    });
  });

  app.get('/instance/fetchInstances', async (request) => {
    const { instanceName, instanceId, number } = parseBody(Filter, request.query);
    const { apikey } = request.headers;
    const own = gateway.list().filter(({ token }) => apikey === gateway.apiKey || token === apikey);
    const found = own.filter(
      (instance) =>
        (instanceName === undefined || instance.name === instanceName) &&
        (instanceId === undefined || instance.id === instanceId) &&
        (number === undefined || instance.number?.digits === toDigits(number)),
    );
    if (found.length === 0 && instanceName !== undefined) {
      throw new GatewayError(404, [`Instance "${instanceName}" not found`]);
    }
    return found.map((instance) => toEntry(simulator, instance));
  });

  app.get<NamedInstance>('/instance/connect/:instance', async (request) => {
    const instance = getInstance(gateway, request);
    const { number } = parseBody(PairFor, request.query);
    if (instance.state === 'open') return toState(instance);
    if (number !== undefined) {
      const digits = toDigits(number);
      if (digits === null) throw new GatewayError(400, ['number must be a phone number with its country code']);
      const isNew = instance.pairFor !== digits;
      instance.pairFor = digits;
      // A code that is shown already pairs with no number, or with another.
      if (isNew && instance.code) connections.restart(instance);
    }
    if (instance.state === 'close') connections.connect(instance);
    return instance.code ?? noCode;
  });

  app.get<NamedInstance>('/instance/connectionState/:instance', async (request) =>
    toState(getInstance(gateway, request)),
  );

  const restart = async (request: FastifyRequest<NamedInstance>): Promise<object> => {
    const instance = getInstance(gateway, request);
    if (instance.state === 'close') throw notConnected(instance);
    connections.restart(instance);
    return instance.code ? { ...toState(instance), qrcode: instance.code } : toState(instance);
  };
  // The documentation has PUT; servers of version 2 take POST.
  app.put<NamedInstance>('/instance/restart/:instance', restart);
  app.post<NamedInstance>('/instance/restart/:instance', restart);

  app.delete<NamedInstance>('/instance/logout/:instance', async (request) => {
    const instance = getInstance(gateway, request);
    if (instance.state === 'close') throw notConnected(instance);
    gateway.emit(instance, 'LOGOUT_INSTANCE', null);
    connections.drop(instance, 401, null);
    return { status: 'SUCCESS', error: false, response: { message: 'Instance logged out' } };
  });

  app.delete<NamedInstance>('/instance/delete/:instance', async (request) => {
    const instance = getInstance(gateway, request);
    if (instance.state === 'open') {
      throw new GatewayError(400, [`The "${instance.name}" instance needs to be disconnected`]);
    }
    gateway.emit(instance, 'INSTANCE_DELETE', { instanceName: instance.name, instanceId: instance.id });
    gateway.remove(instance);
    return { status: 'SUCCESS', error: false, response: { message: 'Instance deleted' } };
  });
}

/** What there is in place of a code while none is shown. */
const noCode = { pairingCode: null, count: 0 };

function notConnected(instance: Instance): GatewayError {
  return new GatewayError(400, [`The "${instance.name}" instance is not connected`]);
}

function toState(instance: Instance): object {
  return { instance: { instanceName: instance.name, state: instance.state } };
}

function toEntry({ threads }: Simulator, instance: Instance): object {
  const { number, settings } = instance;
  const chats = number ? [...threads.all()].filter((thread) => thread.number === number) : [];
  const createdAt = new Date(instance.createdAt).toISOString();
  return {
    id: instance.id,
    name: instance.name,
    connectionStatus: instance.state,
    ownerJid: number ? toJid(number.digits) : null,
    profileName: number?.verifiedName ?? null,
    profilePicUrl: null,
    integration: 'WHATSAPP-BAILEYS',
    number: instance.pairFor,
    businessId: null,
    token: instance.token,
    clientName: 'evolution',
    disconnectionReasonCode: instance.state === 'open' ? null : instance.statusReason,
    disconnectionObject: null,
    disconnectionAt: instance.disconnectedAt === null ? null : new Date(instance.disconnectedAt).toISOString(),
    createdAt,
    updatedAt: new Date(instance.disconnectedAt ?? instance.createdAt).toISOString(),
    Chatwoot: null,
    Proxy: null,
    Rabbitmq: null,
    Nats: null,
    Sqs: null,
    Websocket: null,
    Setting: { ...settings, createdAt, updatedAt: createdAt, instanceId: instance.id },
    _count: {
      Message: chats.reduce((sum, { messages }) => sum + messages.length, 0),
      Contact: chats.length,
      Chat: chats.length,
    },
  };
}
