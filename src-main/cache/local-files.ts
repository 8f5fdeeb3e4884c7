import type { MediaId } from '#shared/ids.ts';
import type { Mutation } from '#shared/mutation.ts';
import { mediaIdsOf } from '#shared/outgoing.ts';
import type { LocalFile } from '#shared/upload.ts';
import type { Db } from './database.ts';

// Files of this computer that the server has not got yet. Their bytes lie sealed beside the databases; the row says
// what they are, and goes once the server has them.

interface FileRow {
  id: string;
  data: string;
}

export function readLocalFiles(db: Db): LocalFile[] {
  // Written by this program from a checked value.
  return db
    .all<FileRow>('SELECT id, data FROM local_file ORDER BY id')
    .map(({ data }) => JSON.parse(data) as LocalFile);
}

export function insertLocalFile(db: Db, file: LocalFile): void {
  db.run('INSERT OR REPLACE INTO local_file VALUES (?, ?)', file.mediaId, JSON.stringify(file));
}

export function deleteLocalFile(db: Db, id: MediaId): void {
  db.run('DELETE FROM local_file WHERE id = ?', id);
}

/** The files that a mutation names. */
export function filesOf(mutation: Mutation): readonly MediaId[] {
  switch (mutation.type) {
    case 'message.send':
    case 'scheduled.save':
      return mediaIdsOf(mutation.content);
    case 'library.save':
      return mutation.content.kind === 'quickReply' && mutation.content.media !== null
        ? [mutation.content.media.mediaId]
        : [];
    default:
      return [];
  }
}
