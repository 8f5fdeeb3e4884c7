import { z } from 'zod';
import { HandshakeError } from '../../webhooks/subscriptions.ts';
import { GraphError, invalidParameter, unknownObject } from '../graph-error.ts';
import type { GraphApp, GraphParts } from '../graph.ts';
import { registerDebugToken } from './debug-token.ts';

const Override = z.object({
  override_callback_uri: z.string().max(200).optional(),
  verify_token: z.string().optional(),
});

/** The app's subscriptions, the accounts' subscribed apps, and what Graph tells about tokens. */
export function registerApps(app: GraphApp, parts: GraphParts): void {
  registerSubscribedApps(app, parts);
  registerDebugToken(app, parts);

  app.post<{ Params: { node: string }; Querystring: Record<string, unknown> }>(
    '/:node/subscriptions',
    async (request) => {
      if (request.params.node !== parts.company.appId) throw unknownObject(request.params.node, 'post');
      if (request.caller.kind !== 'app') {
        throw new GraphError(15, '(#15) This method must be called with an app access_token.', { status: 403 });
      }
      // Graph takes parameters from the body and from the query.
      const values = { ...request.query, ...toRecord(request.body) };
      if (values['object'] !== 'whatsapp_business_account') {
        throw invalidParameter('Param object must be one of {WHATSAPP_BUSINESS_ACCOUNT}.');
      }
      const { callback_url: url, verify_token: token } = values;
      if (typeof url !== 'string') throw invalidParameter('The parameter callback_url is required.');
      if (typeof token !== 'string') throw invalidParameter('The parameter verify_token is required.');
      await verified(() => parts.subscriptions.setAppCallback(url, token, toFieldList(values['fields'])));
      return { success: true };
    },
  );

  app.get<{ Params: { node: string } }>('/:node/subscriptions', async (request) => {
    if (request.params.node !== parts.company.appId) throw unknownObject(request.params.node, 'get');
    const callback = parts.subscriptions.appCallback();
    return {
      data: callback
        ? [
            {
              object: 'whatsapp_business_account',
              callback_url: callback.url,
              active: true,
              fields: callback.fields.map((name) => ({ name, version: 'v26.0' })),
            },
          ]
        : [],
    };
  });

  app.get('/me', async (request) =>
    request.caller.kind === 'app'
      ? { name: parts.company.appName, id: parts.company.appId }
      : { name: 'Parley system user', id: request.caller.userId },
  );
}

function registerSubscribedApps(app: GraphApp, parts: GraphParts): void {
  app.post<{ Params: { node: string } }>('/:node/subscribed_apps', async (request) => {
    const waba = parts.nodes.getWaba(request.params.node, request.caller, 'post');
    const body = Override.safeParse(toRecord(request.body));
    if (!body.success) throw invalidParameter('Param override_callback_uri must be at most 200 characters long.');
    const { override_callback_uri: callbackUrl, verify_token: verifyToken } = body.data;
    const override = callbackUrl === undefined ? null : { callbackUrl, verifyToken: verifyToken ?? '' };
    await verified(() => parts.subscriptions.subscribeApp(waba.id, override));
    return { success: true };
  });

  app.get<{ Params: { node: string } }>('/:node/subscribed_apps', async (request) => {
    const waba = parts.nodes.getWaba(request.params.node, request.caller, 'get');
    const account = parts.subscriptions.subscribedApp(waba.id);
    if (!account) return { data: [] };
    const { appId: id, appName: name } = parts.company;
    return {
      data: [
        {
          whatsapp_business_api_data: { id, name, link: `https://www.facebook.com/games/?app_id=${id}` },
          ...(account.overrideUrl === null ? {} : { override_callback_uri: account.overrideUrl }),
        },
      ],
    };
  });

  app.delete<{ Params: { node: string } }>('/:node/subscribed_apps', async (request) => {
    parts.subscriptions.unsubscribeApp(parts.nodes.getWaba(request.params.node, request.caller, 'delete').id);
    return { success: true };
  });
}

/** A failed handshake is the caller's error, with what came back. */
async function verified(subscribe: () => Promise<void>): Promise<void> {
  try {
    await subscribe();
  } catch (error) {
    if (!(error instanceof HandshakeError)) throw error;
    throw new GraphError(2200, `(#2200) Callback verification failed with the following errors: ${error.message}`);
  }
}

function toFieldList(fields: unknown): readonly string[] {
  const names = Array.isArray(fields) ? fields.map(String) : String(fields ?? 'messages').split(',');
  return names.map((name) => name.trim()).filter((name) => name !== '');
}

function toRecord(body: unknown): Record<string, unknown> {
  return typeof body === 'object' && body !== null ? { ...body } : {};
}
