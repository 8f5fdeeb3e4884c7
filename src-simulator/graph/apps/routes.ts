import { parseFields, selectFields } from '../fields.ts';
import { GraphError, invalidParameter, unknownObject } from '../graph-error.ts';
import type { GraphApp, GraphParts } from '../graph.ts';
import { toUser } from '../numbers/routes.ts';
import { readParameters, readText, requireText } from '../parameters.ts';
import { registerDebugToken } from './debug-token.ts';
import { verified } from './verified.ts';
import { wordOf } from '../word-of.ts';

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
      const values = readParameters(request);
      if (values['object'] !== 'whatsapp_business_account') {
        throw invalidParameter('Param object must be one of {WHATSAPP_BUSINESS_ACCOUNT}.');
      }
      const url = requireText(values, 'callback_url', { max: 2000 });
      const token = requireText(values, 'verify_token', { max: 500 });
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

  app.get<{ Querystring: Record<string, unknown> }>('/me', async (request) =>
    request.caller.kind === 'app'
      ? { name: parts.company.appName, id: parts.company.appId }
      : selectFields(toUser(request.caller), parseFields(request.query['fields']), ['name'], 'User'),
  );
}

function registerSubscribedApps(app: GraphApp, parts: GraphParts): void {
  app.post<{ Params: { node: string } }>('/:node/subscribed_apps', async (request) => {
    const waba = parts.nodes.getWaba(request.params.node, request.caller, 'post');
    const values = readParameters(request);
    const callbackUrl = readText(values, 'override_callback_uri', { max: 200 });
    const verifyToken = readText(values, 'verify_token', { max: 500 }) ?? '';
    const override = callbackUrl === undefined ? null : { callbackUrl, verifyToken };
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

function toFieldList(fields: unknown): readonly string[] {
  const names = Array.isArray(fields) ? fields.map(wordOf) : wordOf(fields ?? 'messages').split(',');
  return names.map((name) => name.trim()).filter((name) => name !== '');
}
