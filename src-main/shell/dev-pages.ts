import { isAppUrl } from './app-origin.ts';

// `npm run dev` only: pages come from Vite's dev server instead of from the build, still under our own origin, so that
// the sender check and the routes are the same. Never used by a packaged app.

const policy = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self' ws://localhost:* ws://127.0.0.1:* ws://app:*",
].join('; ');

/** Answers `parley://app/…` from the dev server. */
export async function answerFromDevServer(server: string, request: { url: string }): Promise<Response> {
  if (!isAppUrl(request.url)) return new Response('Not a page of Parley', { status: 404 });
  const { pathname, search } = new URL(request.url);
  const answer = await fetch(new URL(`${pathname}${search}`, server));
  const headers = {
    'content-type': answer.headers.get('content-type') ?? 'text/plain',
    'content-security-policy': policy,
  };
  return new Response(await answer.arrayBuffer(), { status: answer.status, headers });
}
