import type { Content } from '#shared/content.ts';
import type { MessageWithFile } from '../inbox/take-in.ts';
import type { Tx } from '../platform/database/database.ts';
import { insertMedia, type MediaRow } from './media.repository.ts';

/**
 * Puts the files of messages on the list of what is to be fetched, in the transaction that writes the messages and after
 * them: a message and its errand are there together or not at all. Those that are on it already stay as they are,
 * so a replay asks for nothing twice. True when something is new; then wake the MediaWorker after the commit.
 */
export async function keepFiles(
  tx: Tx,
  tenantId: string,
  messages: readonly MessageWithFile[],
  now: number,
): Promise<boolean> {
  const rows = messages.flatMap(({ row, file }): MediaRow[] => {
    // Written by this program.
    const content = JSON.parse(row.content) as Content;
    if (content.type !== 'media') return [];
    const { id, mimeType, filename } = content.media;
    return [
      {
        tenantId,
        id,
        source: 'whatsapp',
        accountId: row.accountId,
        messageId: row.id,
        kind: content.kind,
        metaMediaId: file.metaMediaId,
        mimeType,
        filename,
        size: null,
        announcedSha256: file.sha256,
        sha256: null,
        blob: null,
        state: 'pending',
        reason: null,
        attempts: 0,
        nextAt: now,
        leaseUntil: 0,
        createdBy: null,
        createdAt: now,
        usedAt: null,
      },
    ];
  });
  return rows.length > 0 && (await insertMedia(tx, rows));
}
