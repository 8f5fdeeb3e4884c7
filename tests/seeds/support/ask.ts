import { expect } from 'vitest';

/** An answer as it came: whole bodies are compared. */
export interface Answer {
  status: number;
  body: unknown;
  headers: Headers;
}

/** One request over HTTP, by nothing but fetch. */
export async function ask(
  method: string,
  url: string,
  how: { bearer?: string | null; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const { bearer = null, body, headers = {} } = how;
  const response = await fetch(url, {
    method,
    headers: {
      ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
      ...(body === undefined || body === null ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined || body === null ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: parsed(text), headers: response.headers };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

// What stands for ids and times when whole bodies are compared.
export const uuid = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
/** ISO 8601, UTC, with milliseconds (ruling 4). */
export const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
export const wamid = expect.stringMatching(/^wamid\.[A-Za-z0-9+/=]+$/);

/** The documents' error body, our code and the id by which the log is searched; nothing else. */
export function failure(
  status: number,
  code: string,
  message: unknown,
  details?: Record<string, unknown>,
): { status: number; body: unknown } {
  const body = { success: false, message, code, correlationId: expect.any(String) };
  return { status, body: details === undefined ? body : { ...body, details } };
}
