import type { MediaId } from '#shared/ids.ts';
import type { UploadProgress } from '#shared/upload.ts';
import { createForWorkspace } from './workspace-store.ts';

/** The uploads under way, as main last told them. */
export const useUploads = createForWorkspace<{ byMedia: Readonly<Record<MediaId, UploadProgress>> }>(() => ({
  byMedia: {},
}));

export function applyUploads(running: readonly UploadProgress[]): void {
  useUploads.setState({ byMedia: Object.fromEntries(running.map((one) => [one.mediaId, one])) });
}

/** How far the upload of a file is; null while none is under way. */
export const useUpload = (id: MediaId | null): UploadProgress | null =>
  useUploads((state) => (id === null ? null : (state.byMedia[id] ?? null)));
