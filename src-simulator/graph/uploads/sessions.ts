import { BoundedBytes } from '../../media/bounded-bytes.ts';
import type { MediaStore } from '../../media/media-store.ts';
import { largestFile } from '../../media/media-types.ts';
import type { MetaIds } from '../../engine/meta-ids.ts';
import { invalidParameter, unknownObject } from '../graph-error.ts';

export interface UploadPlan {
  filename: string | null;
  /** Bytes the whole file will have. */
  length: number;
  mimeType: string;
}

interface Session extends UploadPlan {
  /** With its signature, as the client got it and must send it. */
  id: string;
  /** What has arrived. */
  bytes: Buffer;
  /** Once everything has. */
  handle: string | null;
}

/** Resumable uploads under way, the oldest dropped when they take too much memory. */
export interface UploadSessions {
  /** The session's id: `upload:…?sig=…`. */
  open(plan: UploadPlan): string;
  /** Bytes that have arrived. */
  offsetOf(id: string, method: 'get' | 'post'): number;
  /** Appends at `offset`; gives the handle when that was the last of it, and again whenever it is asked for nothing more. */
  append(id: string, offset: number, bytes: Buffer): string | null;
}

/** As many bytes as two of the largest files. */
const capacity = 2 * largestFile;
const maxSessions = 1000;

export function createUploadSessions(parts: { ids: MetaIds; media: MediaStore }): UploadSessions {
  const sessions = new BoundedBytes<Session>(capacity, maxSessions);

  const get = (id: string, method: 'get' | 'post'): Session => {
    const session = sessions.get(id);
    if (!session) throw unknownObject(id, method);
    return session;
  };

  return {
    open(plan) {
      const name = Buffer.from(`1:attachment:${parts.ids.handle()}`).toString('base64url');
      const id = `upload:${name}?sig=${parts.ids.handle()}`;
      sessions.set(id, { ...plan, id, bytes: Buffer.alloc(0), handle: null });
      return id;
    },
    offsetOf: (id, method) => get(id, method).bytes.length,
    append(id, offset, bytes) {
      const session = get(id, 'post');
      if (offset !== session.bytes.length) {
        throw invalidParameter(`Param file_offset must be ${session.bytes.length}, where the upload stopped.`);
      }
      if (offset + bytes.length > session.length) {
        throw invalidParameter(`The upload is longer than its file_length of ${session.length} bytes.`);
      }
      const all = bytes.length === 0 ? session.bytes : Buffer.concat([session.bytes, bytes]);
      const { filename, mimeType } = session;
      const isWhole = all.length === session.length;
      const handle = session.handle ?? (isWhole ? parts.media.addHandle({ bytes: all, mimeType, filename }) : null);
      sessions.set(id, { ...session, bytes: all, handle });
      return handle;
    },
  };
}
