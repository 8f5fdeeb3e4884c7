import { AppError, ErrorCode, httpStatus } from '#shared/error.ts';
import {
  launchHeader,
  rest,
  RestError,
  type RestBody,
  type RestName,
  type RestQuery,
  type RestResponse,
} from '#shared/wire/rest.ts';

// The REST contract as typed calls. Every answer is checked against its schema; every failure is an AppError whose
// code says what to do: `offline` and `unavailable` are tried again, the rest is for a person.

/** Path parameters (`:id`), query, body and access token of a call; leave out what the route has not. */
export interface RestInput<N extends RestName> {
  params?: Record<string, string>;
  query?: RestQuery<N>;
  body?: RestBody<N>;
  token?: string;
}

export interface RestClient {
  call: <N extends RestName>(name: N, input?: RestInput<N>) => Promise<RestResponse<N>>;
}

const timeoutMs = 20_000;

/** Nothing has left this machine when a request fails like this, so repeating it can't do anything twice. */
const unsent =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_|DEPTH_|SELF_|UNABLE_|ERR_TLS)/;

/** @param url origin of the backend, e.g. `https://parley.example`. */
export function createRestClient(url: string, launchSecret?: string): RestClient {
  return {
    call: async (name, input = {}) => {
      const { method, path, response: schema } = rest[name];
      const headers: Record<string, string> = { accept: 'application/json' };
      if (launchSecret !== undefined) headers[launchHeader] = launchSecret;
      if (input.token !== undefined) headers['authorization'] = `Bearer ${input.token}`;
      if (input.body !== undefined) headers['content-type'] = 'application/json';
      const target = new URL(fillPath(path, input.params ?? {}), url);
      for (const [key, value] of Object.entries(input.query ?? {})) {
        if (value !== undefined) target.searchParams.set(key, String(value));
      }
      const { status, text } = await exchange(target, {
        method,
        headers,
        ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
      });
      const answer = parseJson(text);
      if (answer === undefined || status < 200 || status > 299) throw refusal(status, answer);
      const parsed = schema.safeParse(answer);
      if (parsed.success) return parsed.data as RestResponse<typeof name>;
      throw new AppError('upstream', 'The server gave an answer that this Parley does not understand.', {
        details: { route: name },
        cause: parsed.error,
      });
    },
  };
}

/** Whether a failed request may have had an effect at the backend. */
export function mayHaveArrived(error: unknown): boolean {
  return !(error instanceof AppError && error.details?.['sent'] === false);
}

async function exchange(target: URL, init: RequestInit): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(target, { ...init, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    throw new AppError('offline', `The server at ${target.host} cannot be reached.`, {
      details: { sent: !unsent.test(causeCode(error)) },
      cause: error,
    });
  }
}

function refusal(status: number, answer: unknown): AppError {
  const parsed = RestError.safeParse(answer);
  // A proxy, a hotel's sign-in page, another program: whatever it says, it isn't our backend's word.
  if (!parsed.success) {
    return new AppError('unavailable', 'The answer did not come from a Parley server.', { details: { status } });
  }
  const { message, details, correlationId } = parsed.data;
  const code = ErrorCode.safeParse(parsed.data.code);
  return new AppError(code.success ? code.data : codeOf(status), message, { details: { ...details, correlationId } });
}

function codeOf(status: number): ErrorCode {
  const known = ErrorCode.options.find((code) => httpStatus[code] === status);
  return known ?? (status >= 500 ? 'unavailable' : 'invalid_input');
}

function fillPath(path: string, params: Record<string, string>): string {
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function causeCode(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}
