import { ConversationId } from '#shared/ids.ts';

// Links from outside (ruling 60). Anybody can make one, so there are three verbs and nothing acts by itself: a link shows
// a place, and a person goes on from there.

export const linkScheme = 'parley-desktop';

export type DeepLink =
  | { verb: 'conversation'; conversationId: ConversationId }
  | { verb: 'settings' }
  /** The browser is back from Meta's sign-up: whoever began one here goes on with it; for everyone else it is nothing. */
  | { verb: 'auth-callback'; code: string; state: string };

const maxLength = 2_048;

/** null for everything that is not one of ours, whole and in shape. */
export function parseDeepLink(text: string): DeepLink | null {
  if (text.length > maxLength || !text.toLowerCase().startsWith(`${linkScheme}://`)) return null;
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '' || url.port !== '') return null;
  const rest = url.pathname.replace(/\/$/, '');
  switch (url.hostname) {
    case 'conversation': {
      const id = ConversationId.safeParse(rest.slice(1));
      return id.success ? { verb: 'conversation', conversationId: id.data } : null;
    }
    case 'settings':
      return rest === '' ? { verb: 'settings' } : null;
    case 'auth-callback':
      return rest === '' ? authCallback(url.searchParams) : null;
    default:
      return null;
  }
}

function authCallback(query: URLSearchParams): DeepLink | null {
  const [code, state] = [query.get('code') ?? '', query.get('state') ?? ''];
  return code === '' || state === '' ? null : { verb: 'auth-callback', code, state };
}

/** The link among the arguments of a start; their order is the system's. */
export function findDeepLink(args: readonly string[]): DeepLink | null {
  for (const arg of args) {
    const link = parseDeepLink(arg);
    if (link !== null) return link;
  }
  return null;
}
