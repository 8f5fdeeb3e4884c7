import type { EndpointAccess } from './endpoint-access.ts';
import type { Finding } from './health-history.repository.ts';

const patienceMs = 10_000;
const mostBytes = 256 * 1024;
/** No instance is called so: a gateway with the right key says so without listing its devices. */
const path = '/instance/fetchInstances?instanceName=parley-health-check';

/**
 * Asks the gateway something that needs the key. Never throws. `problem` is for admins: it names neither address nor
 * key. Redirects are not followed: the key is for this address only.
 */
export async function probeEndpoint(
  { apiUrl, apiKey }: EndpointAccess,
  timeoutMs: number = patienceMs,
): Promise<Finding> {
  const startedAt = performance.now();
  const found = (problem: string | null, answered = true): Finding => ({
    status: problem === null ? 'healthy' : 'unhealthy',
    problem,
    responseMs: answered ? Math.round(performance.now() - startedAt) : null,
  });
  try {
    const response = await fetch(`${apiUrl}${path}`, {
      headers: { apikey: apiKey, accept: 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await readSome(response);
    return found(judge(response.status, text));
  } catch (error) {
    return found(explain(error, timeoutMs), false);
  }
}

/** What is wrong with the answer; null: nothing. */
function judge(status: number, text: string): string | null {
  if (status === 401 || status === 403) return `It refuses the apiKey (${status})`;
  if (status >= 300 && status < 400) return `It redirects elsewhere (${status}): set its final address as apiUrl`;
  if (status >= 500) return `It answers with an error of its own (${status})`;
  const isGateway = status === 200 ? isList(text) : status === 404 && saysNoInstance(text);
  return isGateway ? null : `What answers there is no WhatsApp gateway (${status}): check apiUrl`;
}

function isList(text: string): boolean {
  return Array.isArray(parsed(text));
}

/** A gateway names the instance it does not have; whoever does not know the path says "Cannot GET …". */
function saysNoInstance(text: string): boolean {
  const body = parsed(text);
  return typeof body === 'object' && body !== null && 'response' in body && !/Cannot GET/i.test(text);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** As much of it as a gateway's answer may be long. */
async function readSome(response: Response): Promise<string> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > mostBytes) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function explain(error: unknown, timeoutMs: number): string {
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return `It does not answer within ${timeoutMs / 1000} s`;
  }
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ECONNREFUSED') return 'Nobody listens at its address';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'The host name of its address is not known';
  if (/CERT|SSL|TLS|SIGNATURE/.test(code)) return 'Its TLS certificate is not trusted';
  return code === '' ? 'It can’t be reached' : `It can’t be reached (${code})`;
}
