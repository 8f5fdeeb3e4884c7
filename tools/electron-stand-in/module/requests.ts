import type { Params } from '../chromium/cdp.ts';
import type { WebFrameMain } from './frames.ts';
import { fromReachable, schemeOf, toReachable, toReachablePolicy } from './schemes.ts';
import type { Session } from './session.ts';
import type { RequestDetails } from './web-request.ts';

/** The page whose requests are answered here. */
export interface RequestHost {
  id: number;
  session: Session;
  mainFrame: WebFrameMain;
  frame(frameId: string): WebFrameMain | undefined;
  /** Whether the app lets a frame go there; asked for documents only. */
  mayNavigate(frame: WebFrameMain, url: string, isRedirect: boolean): Promise<boolean>;
  /** Called before a document of this origin runs. */
  beforeDocument(origin: string): Promise<void>;
  send(method: string, params: Params): Promise<Params>;
}

interface Header {
  name: string;
  value: string;
}

const resourceTypes: Record<string, string> = {
  Stylesheet: 'stylesheet',
  Script: 'script',
  Image: 'image',
  Font: 'font',
  Media: 'media',
  XHR: 'xhr',
  Fetch: 'xhr',
  Ping: 'ping',
  CSPViolationReport: 'cspReport',
};

/** Decides about one request that Fetch.enable has paused, in the order Electron does. */
export async function answerRequest(host: RequestHost, paused: Params): Promise<void> {
  const { requestId, request, resourceType } = paused;
  const refuse = (errorReason: string) => host.send('Fetch.failRequest', { requestId, errorReason });
  const url = fromReachable(request.url);
  const frame = host.frame(paused.frameId) ?? host.mainFrame;
  const isDocument = resourceType === 'Document';
  if (paused.responseStatusCode !== undefined || paused.responseErrorReason !== undefined) {
    await answerResponse(host, paused, detailsOf(host, paused, url, frame));
    return;
  }
  if (isDocument && !(await host.mayNavigate(frame, url, paused.redirectedRequestId !== undefined))) {
    await refuse('Aborted');
    return;
  }
  // Chromium asks for this by itself; Electron doesn't.
  if (!isDocument && new URL(request.url).pathname === '/favicon.ico') {
    await host.send('Fetch.fulfillRequest', { requestId, responseCode: 204 });
    return;
  }
  const details = detailsOf(host, paused, url, frame);
  const before = await host.session.webRequest.ask('onBeforeRequest', details);
  if (before.cancel) {
    await refuse('BlockedByClient');
    return;
  }
  if (before.redirectURL !== undefined) {
    const location = [{ name: 'location', value: toReachable(before.redirectURL) }];
    await host.send('Fetch.fulfillRequest', { requestId, responseCode: 307, responseHeaders: location });
    return;
  }
  const sending = await host.session.webRequest.ask('onBeforeSendHeaders', {
    ...details,
    requestHeaders: request.headers,
  });
  if (sending.cancel) {
    await refuse('BlockedByClient');
    return;
  }
  const headers: Record<string, string> = sending.requestHeaders ?? request.headers;
  if (isDocument && frame === host.mainFrame) await host.beforeDocument(new URL(request.url).origin);
  const handler = host.session.protocol.handlerOf(schemeOf(url));
  if (!handler) {
    const changed = sending.requestHeaders && { headers: toHeaders(sending.requestHeaders) };
    const interceptResponse = host.session.webRequest.has('onHeadersReceived');
    await host.send('Fetch.continueRequest', { requestId, interceptResponse, ...changed });
    return;
  }
  try {
    const response = await handler(toRequest(url, request, headers));
    await fulfil(host, requestId, response, details);
  } catch (error) {
    console.error(`[electron stand-in] the protocol handler failed for ${url}:`, error);
    await refuse('Failed');
  }
}

function detailsOf(host: RequestHost, paused: Params, url: string, frame: WebFrameMain): RequestDetails {
  const { request, resourceType } = paused;
  const document = frame === host.mainFrame ? 'mainFrame' : 'subFrame';
  return {
    id: Number(/\d+/.exec(paused.requestId)?.[0] ?? 0),
    url,
    method: request.method,
    resourceType: resourceType === 'Document' ? document : (resourceTypes[resourceType] ?? 'other'),
    referrer: fromReachable(request.headers.Referer ?? ''),
    timestamp: Date.now(),
    webContentsId: host.id,
  };
}

function toRequest(url: string, request: Params, headers: Record<string, string>): Request {
  const mapped = new Headers();
  for (const [name, value] of Object.entries(headers))
    mapped.set(name, /^(referer|origin)$/i.test(name) ? fromReachable(value) : value);
  const parts: Params[] = request.postDataEntries ?? [];
  const body = parts.length > 0 ? Buffer.concat(parts.map((part) => Buffer.from(part.bytes ?? '', 'base64'))) : null;
  return new Request(url, { method: request.method, headers: mapped, body });
}

async function fulfil(
  host: RequestHost,
  requestId: string,
  response: Response,
  details: RequestDetails,
): Promise<void> {
  if (response.type === 'error') {
    await host.send('Fetch.failRequest', { requestId, errorReason: 'Failed' });
    return;
  }
  let responseHeaders: Header[] = [...response.headers].map(([name, value]) => ({ name, value }));
  const received = await askHeaders(host, details, response.status, responseHeaders);
  if (received === 'cancel') {
    await host.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' });
    return;
  }
  responseHeaders = received.map(({ name, value }) => {
    if (/^content-security-policy(-report-only)?$/i.test(name)) return { name, value: toReachablePolicy(value) };
    return { name, value: name.toLowerCase() === 'location' ? toReachable(value) : value };
  });
  const body = Buffer.from(await response.arrayBuffer()).toString('base64');
  await host.send('Fetch.fulfillRequest', { requestId, responseCode: response.status, responseHeaders, body });
}

async function answerResponse(host: RequestHost, paused: Params, details: RequestDetails): Promise<void> {
  const { requestId, responseStatusCode, responseHeaders = [] } = paused;
  if (responseStatusCode === undefined) {
    await host.send('Fetch.continueResponse', { requestId });
    return;
  }
  const received = await askHeaders(host, details, responseStatusCode, responseHeaders);
  if (received === 'cancel') await host.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' });
  else
    await host.send('Fetch.continueResponse', {
      requestId,
      responseCode: responseStatusCode,
      responseHeaders: received,
    });
}

async function askHeaders(
  host: RequestHost,
  details: RequestDetails,
  statusCode: number,
  headers: Header[],
): Promise<Header[] | 'cancel'> {
  const byName: Record<string, string[]> = {};
  for (const { name, value } of headers) (byName[name] ??= []).push(value);
  const answer = await host.session.webRequest.ask('onHeadersReceived', {
    ...details,
    statusCode,
    responseHeaders: byName,
  });
  if (answer.cancel) return 'cancel';
  return answer.responseHeaders ? toHeaders(answer.responseHeaders) : headers;
}

function toHeaders(headers: Record<string, string | string[]>): Header[] {
  return Object.entries(headers).flatMap(([name, value]) => [value].flat().map((one) => ({ name, value: one })));
}
