import type { BrowserWindowOptions } from './browser-window.ts';

/** What a page asks for by window.open or a link that leaves its window. */
export interface OpenDetails {
  url: string;
  frameName: string;
  features: string;
  disposition: string;
}

export type OpenHandler = (details: OpenDetails & { referrer: { url: string; policy: string } }) => {
  action: 'allow' | 'deny';
  overrideBrowserWindowOptions?: BrowserWindowOptions;
};
