import type { ConversationId } from '#shared/ids.ts';
import { uploadPartBytes, type LocalFile } from '#shared/upload.ts';
import { api } from '../api.ts';

/** Hands a file of the page to main, which keeps it, sealed, until the server has it. `onTaken`: bytes so far. */
export async function stageFile(
  conversationId: ConversationId,
  file: Blob,
  filename: string,
  onTaken: (bytes: number) => void = () => undefined,
): Promise<LocalFile> {
  const { size, type } = file;
  const { mediaId } = await api.uploads.begin({ conversationId, filename, declared: type, size });
  for (let start = 0; start < size; start += uploadPartBytes) {
    // oxlint-disable-next-line no-await-in-loop -- one piece at a time, in their order
    const part = new Uint8Array(await file.slice(start, start + uploadPartBytes).arrayBuffer());
    // oxlint-disable-next-line no-await-in-loop
    await api.uploads.write({ mediaId, part });
    onTaken(start + part.length);
  }
  return api.uploads.finish({ mediaId });
}
