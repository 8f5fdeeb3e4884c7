import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Simulator } from '../simulator.ts';
import { GatewayError } from './api-error.ts';
import { type EventName, eventNames, type Instance } from './instance.ts';
import { getInstance, type NamedInstance } from './instance-routes.ts';
import { parseBody } from './parse-body.ts';

const headers = z.record(z.string(), z.string()).nullish();
const events = z.array(z.enum(eventNames, { error: `is not one of ${eventNames.join(', ')}` })).optional();

/** As `POST /instance/create` has it. */
export const CreatedWebhook = z.looseObject({
  url: z.string().max(2000),
  headers,
  byEvents: z.boolean().default(false),
  base64: z.boolean().default(false),
  events,
});

const Nested = z.looseObject({ webhook: CreatedWebhook.extend({ enabled: z.boolean() }) });
/** As the documentation has it. */
const Flat = z.looseObject({
  enabled: z.boolean(),
  url: z.string().max(2000),
  headers,
  webhookByEvents: z.boolean().default(false),
  webhookBase64: z.boolean().default(false),
  events,
});

/** Where an instance's events go. */
export function registerWebhook(app: FastifyInstance, simulator: Simulator): void {
  app.post<NamedInstance>('/webhook/set/:instance', async (request, reply) => {
    const instance = getInstance(simulator.gateway, request);
    const { body } = request;
    // Servers read everything below `webhook`, the documentation has it without.
    const isNested = typeof body === 'object' && body !== null && 'webhook' in body;
    if (isNested) {
      setWebhook(simulator, instance, parseBody(Nested, body).webhook);
    } else {
      const { webhookByEvents, webhookBase64, ...rest } = parseBody(Flat, body);
      setWebhook(simulator, instance, { ...rest, byEvents: webhookByEvents, base64: webhookBase64 });
    }
    return reply.code(201).send(toRow(instance));
  });

  app.get<NamedInstance>('/webhook/find/:instance', async (request, reply) => {
    return reply.type('application/json').send(JSON.stringify(toRow(getInstance(simulator.gateway, request))));
  });
}

interface WantedWebhook {
  enabled: boolean;
  url: string;
  headers?: Record<string, string> | null | undefined;
  byEvents: boolean;
  base64: boolean;
  events?: readonly EventName[] | undefined;
}

/** Throws {@link GatewayError} 400 for a URL or headers that nothing could be sent with. */
export function setWebhook({ clock, gateway }: Simulator, instance: Instance, wanted: WantedWebhook): void {
  const { enabled, url, byEvents, base64 } = wanted;
  if (!URL.canParse(url) || !['http:', 'https:'].includes(new URL(url).protocol)) {
    throw new GatewayError(400, ['Invalid "url" property']);
  }
  for (const [name, value] of Object.entries(wanted.headers ?? {})) {
    try {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    } catch {
      throw new GatewayError(400, [`Invalid "headers" property: ${name}`]);
    }
  }
  instance.webhook = {
    id: instance.webhook?.id ?? gateway.newId(),
    enabled,
    url,
    headers: wanted.headers ?? {},
    // Named none, all are meant.
    events: enabled ? (wanted.events?.length ? wanted.events : eventNames) : [],
    byEvents,
    base64,
    createdAt: instance.webhook?.createdAt ?? clock.now(),
    updatedAt: clock.now(),
  };
}

function toRow({ id: instanceId, webhook }: Instance): object | null {
  if (!webhook) return null;
  const { id, url, headers: own, enabled, events: wanted, byEvents, base64, createdAt, updatedAt } = webhook;
  return {
    id,
    url,
    headers: own,
    enabled,
    events: wanted,
    webhookByEvents: byEvents,
    webhookBase64: base64,
    createdAt: new Date(createdAt).toISOString(),
    updatedAt: new Date(updatedAt).toISOString(),
    instanceId,
  };
}
