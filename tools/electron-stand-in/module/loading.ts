import type { EventEmitter } from 'node:events';
import { CdpError } from '../chromium/cdp.ts';
import { emitEvent } from './events.ts';
import { LoadError } from './load-error.ts';
import type { Navigation } from './navigation.ts';
import type { Page } from './page.ts';
import { schemeOf, toReachable } from './schemes.ts';

/** webContents.loadURL: resolves when the page has loaded, rejects with a LoadError. */
export async function loadPage(contents: EventEmitter, page: Page, navigation: Navigation, url: string): Promise<void> {
  if (schemeOf(url) === '' || !URL.canParse(toReachable(url))) throw new LoadError('ERR_INVALID_URL', url);
  const target = new URL(toReachable(url)).href;
  const loaded = Promise.withResolvers<void>();
  const finish = () => loaded.resolve();
  const abandon = () => loaded.reject(new LoadError('ERR_FAILED', url));
  contents.once('did-finish-load', finish);
  contents.once('destroyed', abandon);
  try {
    await page.ready;
    navigation.expect(target);
    const { errorText, loaderId } = await page.send('Page.navigate', { url: target });
    if (errorText) throw new LoadError(errorText, url);
    // Without a loader it went to another place of the same document.
    if (loaderId !== undefined) await loaded.promise;
  } catch (cause) {
    const error = cause instanceof CdpError ? new LoadError('ERR_FAILED', url) : cause;
    if (error instanceof LoadError) emitEvent(contents, 'did-fail-load', {}, error.errno, error.code, url, true);
    throw error;
  } finally {
    contents.off('did-finish-load', finish);
    contents.off('destroyed', abandon);
    // Nobody may be waiting for it any more.
    loaded.promise.catch(() => {});
  }
}
