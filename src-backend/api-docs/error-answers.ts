import { httpStatus } from '#shared/error.ts';
import { rest, type RestName } from '#shared/wire/rest.ts';
import type { Answer, JsonSchema, OpenApi, Operation } from './openapi-document.ts';
import { errors, type LiteralError } from './route-examples.ts';
import type { ServedRoute } from './served-routes.ts';

// What a route may answer when it can't do it: by status, with the literal texts of the guides where there are any.

const correlationId = '6f1d1c1e-6f0e-4a7e-9b0a-0d2f5c1b7a11';

const errorRef: JsonSchema = { $ref: '#/components/schemas/Error' };

/** By status; what any route may answer under it. */
const commonTexts = {
  400: { code: 'invalid_input', message: 'limit: must be at most 100', details: { field: 'limit' } },
  401: { code: 'unauthenticated', message: 'Sign in first' },
  403: { code: 'forbidden', message: 'Your role does not allow this' },
  404: { code: 'not_found', message: 'There is nothing at this address' },
  429: { code: 'rate_limited', message: 'Too many requests; try again in 3 s', details: { retryAfter: 3 } },
  500: {
    code: 'internal',
    message: 'Something went wrong in Parley itself. Nothing you typed is lost; please try again.',
  },
} as const satisfies Record<number, LiteralError>;

const statusMeanings: Readonly<Record<string, string>> = {
  400: 'Something that was sent is not right; `details.field` names it.',
  401: 'Who calls is not known: no token, or one that is no longer good.',
  403: 'Known, but not allowed.',
  404: 'There is no such thing, or it is not yours to see.',
  409: 'It can’t be done as things stand.',
  413: 'Too large.',
  429: 'Too often; the header Retry-After and `details.retryAfter` say for how many seconds to wait.',
  500: 'A fault of Parley’s. The correlation id finds it in the log.',
  502: 'WhatsApp, or a gateway, refused or did not answer.',
  503: 'Not at the moment.',
};

function toAnswer(status: string, literal: readonly LiteralError[]): Answer {
  const examples = literal.map((error): [string, { value: unknown }] => [
    error.message,
    { value: { success: false, ...error, correlationId } },
  ]);
  return {
    description: statusMeanings[status] ?? 'It can’t be done.',
    content: { 'application/json': { schema: errorRef, examples: Object.fromEntries(examples) } },
  };
}

/** What any route may answer, by status. */
export function commonErrors(): OpenApi['components']['responses'] {
  return Object.fromEntries(Object.entries(commonTexts).map(([status, text]) => [status, toAnswer(status, [text])]));
}

/** Those that this route may answer, by status. */
export function errorAnswers(
  name: RestName,
  route: { asks: boolean; schemes: number; policy: NonNullable<ServedRoute['policy']> },
): Operation['responses'] {
  const possible: number[] = [
    ...(route.asks ? [400] : []),
    ...(route.schemes > 0 ? [401] : []),
    ...('allow' in route.policy && route.policy.allow !== 'signed_in' ? [403] : []),
    ...(rest[name].path.includes(':') ? [404] : []),
    429,
    500,
  ];
  const common = possible.map((status) => [status, { $ref: `#/components/responses/${status}` }] as const);
  const literal = Map.groupBy(errors[name] ?? [], ({ code }) => String(httpStatus[code]));
  const own = [...literal].map(([status, texts]) => [status, toAnswer(status, texts)] as const);
  return Object.fromEntries([...common, ...own]);
}
