import { AppError, ErrorCode } from '#shared/error.ts';
import {
  launchHeader,
  rest,
  RestError,
  type RestBody,
  type RestName,
  type RestQuery,
  type RestResponse,
} from '#shared/wire/rest.ts';

/** A plain caller of the REST contract, for set-up and for looking at the server's own truth. */
export interface Api {
  token: string | null;
  call<N extends RestName>(
    name: N,
    input?: { query?: RestQuery<N>; body?: RestBody<N>; params?: Record<string, string> },
  ): Promise<RestResponse<N>>;
}

/** The person behind `api` gives their password once more: what is secret works for five minutes from now (S-62). */
export async function freshProof(api: Api, password: string): Promise<void> {
  await api.call('stepUp', { body: { password } });
}

/** Throws AppError with the server's code. */
export function createApi(url: string, launchSecret?: string): Api {
  const api: Api = {
    token: null,
    async call(name, { query, body, params = {} } = {}) {
      const route = rest[name];
      const path = route.path.replace(/:(\w+)/g, (_match, key: string) => encodeURIComponent(params[key] ?? ''));
      const search = new URLSearchParams(
        Object.entries(query ?? {}).flatMap(([key, value]): [string, string][] =>
          value === undefined ? [] : [[key, String(value)]],
        ),
      );
      const response = await fetch(`${url}${path}${search.size > 0 ? `?${search}` : ''}`, {
        method: route.method,
        headers: {
          ...(api.token === null ? {} : { authorization: `Bearer ${api.token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(launchSecret === undefined ? {} : { [launchHeader]: launchSecret }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const json: unknown = await response.json();
      if (!response.ok) {
        const { code, message, details } = RestError.parse(json);
        throw new AppError(ErrorCode.catch('internal').parse(code), `${name}: ${message}`, details ? { details } : {});
      }
      // The schema is the one of this very name; TypeScript does not follow the key through the union.
      return route.response.parse(json) as RestResponse<typeof name>;
    },
  };
  return api;
}
