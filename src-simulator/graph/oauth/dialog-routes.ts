import type { FastifyReply } from 'fastify';
import { createRandom } from '../../engine/random.ts';
import type { GraphApp, GraphParts } from '../graph.ts';
import { readParameters } from '../parameters.ts';
import type { Codes } from './codes.ts';
import { dialogCss, endScript } from './dialog-assets.ts';
import { dialogPage, endPage, problemPage } from './dialog-page.ts';
import { type DialogRequest, parseDialog } from './dialog-request.ts';
import { applySignup, SignupError, type SignupResult } from './signup.ts';

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** `/dialog/oauth`: plays the popup of Embedded Signup. Ends with a window message, a redirect, or both. */
export function registerDialog(app: GraphApp, parts: GraphParts, codes: Codes): void {
  const random = createRandom(`${parts.options.seed}@${parts.clock.now()}`, 'signup-ids');
  const open = { config: { isPublic: true } } as const;

  app.get('/dialog/oauth', open, async (request, reply) => {
    const values = readParameters(request);
    const asked = tryParse(parts, values);
    if (typeof asked === 'string') return show(reply.code(400), problemPage(asked));
    return show(reply, dialogPage(parts, asked, values));
  });

  app.post('/dialog/oauth', open, async (request, reply) => {
    const { origin } = request.headers;
    if (origin !== undefined && origin !== `http://${request.host}`) {
      return show(reply.code(403), problemPage('This form can only be sent from the dialog itself.'));
    }
    const form = readParameters(request);
    const asked = tryParse(parts, form);
    if (typeof asked === 'string') return show(reply.code(400), problemPage(asked));
    if (form['action'] !== 'continue') return show(reply, endPage(toCancelled(asked)));
    try {
      const result = applySignup(parts, form, random);
      announce(parts, result);
      const { scopes, redirectUri } = asked;
      const code = codes.issue({ scopes, wabaIds: [result.waba.id], redirectUri });
      return show(reply, endPage(toFinished(asked, result, code)));
    } catch (error) {
      if (!(error instanceof SignupError)) throw error;
      return show(reply.code(400), dialogPage(parts, asked, form, error.message));
    }
  });

  app.get('/dialog/dialog.css', open, async (_request, reply) => reply.type('text/css; charset=utf-8').send(dialogCss));
  app.get('/dialog/end.js', open, async (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(endScript),
  );
}

function tryParse(parts: GraphParts, values: ReturnType<typeof readParameters>): DialogRequest | string {
  try {
    return parseDialog(values, parts.company.appId);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

type Outcome = Parameters<typeof endPage>[0];

function toFinished(asked: DialogRequest, { event, data }: SignupResult, code: string): Outcome {
  const message = { type: 'WA_EMBEDDED_SIGNUP', event, version: asked.version, data };
  return { message, code, origin: asked.origin, next: toNext(asked, { code }) };
}

function toCancelled(asked: DialogRequest): Outcome {
  const data = { current_step: 'WABA_PHONE_PROFILE_PICKER' };
  const next = toNext(asked, {
    error: 'access_denied',
    error_code: '200',
    error_description: 'Permissions error',
    error_reason: 'user_denied',
  });
  const message = { type: 'WA_EMBEDDED_SIGNUP', event: 'CANCEL', version: asked.version, data };
  return { message, code: null, origin: null, next };
}

function toNext(asked: DialogRequest, answer: Record<string, string>): string | null {
  if (asked.redirectUri === null) return null;
  const url = new URL(asked.redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (asked.state !== null) url.searchParams.set('state', asked.state);
  return url.href;
}

function announce(parts: GraphParts, { waba }: SignupResult): void {
  parts.accountNews.partnerUpdate(waba.id, 'PARTNER_ADDED');
  parts.accountNews.partnerUpdate(waba.id, 'PARTNER_APP_INSTALLED', {}, { partner_app_id: parts.company.appId });
}

function show(reply: FastifyReply, html: string): FastifyReply {
  return (
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', policy)
      // The form must be able to say that it comes from here.
      .header('referrer-policy', 'same-origin')
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', 'no-store')
      .send(html)
  );
}
