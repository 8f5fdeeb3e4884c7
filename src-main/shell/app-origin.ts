import type { Language } from '#shared/language.ts';

/** The one origin of the app's pages. The protocol handler serves nothing else under this scheme (S-18). */
export const appScheme = 'parley';
export const appOrigin = 'parley://app';

/** Is this URL a page of ours? Compares the parsed parts, never the beginning of the text (S-13). */
export function isAppUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return protocol === 'parley:' && host === 'app' && username === '' && password === '';
}

/** The page for a window: the renderer reads its language from the query and its route from the hash. */
export function pageUrl(route: string, language: Language): string {
  return `${appOrigin}/index.html?lang=${language}#${route}`;
}
