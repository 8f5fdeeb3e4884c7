import { useEffect } from 'react';
import type { Media } from '#shared/content.ts';
import type { MediaId } from '#shared/ids.ts';
import type { MediaLook } from '#shared/media-look.ts';
import { api } from '../api.ts';
import { t } from '../i18n/i18n.ts';
import { describeError } from '../ui/describe-error.ts';
import { showToast } from '../ui/toasts.ts';
import { useConnection } from './connection.ts';
import { createForWorkspace } from './workspace-store.ts';

/** What is known of the files of messages; `coming` while one is on its way to this computer. */
export const useMedia = createForWorkspace<{ looks: Readonly<Record<MediaId, MediaLook | { state: 'coming' }>> }>(
  () => ({
    looks: {},
  }),
);

export type MediaView = MediaLook | { state: 'coming' };

/** The app's own address of a picture, film or sound that is on this computer. */
export const mediaUrl = (id: MediaId): string => `/media/${id}`;
/** A smaller picture of it, where there is one. */
export const thumbnailUrl = (id: MediaId): string => `/media/${id}?thumbnail`;

const lookOf = (id: MediaId) => useMedia.getState().looks[id];
const setLook = (id: MediaId, look: MediaView) =>
  useMedia.setState(({ looks }) => ({ looks: { ...looks, [id]: look } }));

async function load(id: MediaId, fetch: boolean): Promise<void> {
  if (lookOf(id)?.state === 'coming') return;
  setLook(id, { state: 'coming' });
  try {
    setLook(id, await api.media.look({ mediaId: id, fetch }));
  } catch (error) {
    setLook(id, { state: 'away', code: 'unavailable', message: describeError(error) });
  }
}

/** The file of a message that is on the screen. `fetch`: gets it from the server by itself; else when asked to. */
export function useMediaView(media: Media, fetch: boolean): MediaView | null {
  const view = useMedia((state) => state.looks[media.id] ?? null);
  const isReady = media.state === 'ready';
  const isWanted = isReady && (view === null || (fetch && view.state === 'elsewhere'));
  useEffect(() => {
    if (isWanted) void load(media.id, fetch);
  }, [isWanted, media.id, fetch]);
  return isReady ? view : null;
}

export async function fetchMedia(id: MediaId): Promise<MediaView | undefined> {
  await load(id, true);
  return lookOf(id);
}

/** Asks WhatsApp once more for a file that could not be had; what becomes of it comes with the message. */
export function askWhatsAppAgain(id: MediaId): void {
  api.media.fetchAgain({ mediaId: id }).catch((error: unknown) => {
    showToast({ kind: 'warning', text: describeError(error) });
  });
}

export function saveMedia({ id, filename }: Media): void {
  api.media
    .save({ mediaId: id, name: filename })
    .then((isSaved) => isSaved && showToast({ kind: 'info', text: t('media.saved') }))
    .catch((error: unknown) => showToast({ kind: 'warning', text: describeError(error) }));
}

// With the server back, what could not be had is asked for again by whoever shows it.
useConnection.subscribe(({ connection }, before) => {
  if (connection?.backend.state !== 'ok' || before.connection?.backend.state === 'ok') return;
  useMedia.setState(({ looks }) => ({
    looks: Object.fromEntries(Object.entries(looks).filter(([, look]) => look.state !== 'away')),
  }));
});
