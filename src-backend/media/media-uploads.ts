import { extname } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { Media, MediaKind } from '#shared/content.ts';
import { AppError } from '#shared/error.ts';
import { type MediaId, newId } from '#shared/ids.ts';
import { mediaLimits, whyNotSendable } from '#shared/media-limits.ts';
import type { Principal } from '../auth/principal.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { findMedia, insertMedia, type MediaRow, toMedia } from './media.repository.ts';
import { withoutMetadata } from './metadata/without-metadata.ts';
import { MediaVault, type Received, TooLargeError } from './media-vault.ts';
import { maxFileBytes } from './meta-files.ts';
import { bareType, sniff, typeOf, unknownType } from '#shared/sniff.ts';
import { plainName } from './plain-name.ts';

export interface Upload {
  bytes: AsyncIterable<Uint8Array>;
  filename: string;
  /** What the form says it is. */
  declared: string;
  /** As what it is going to be sent, when that is known. */
  kind: MediaKind | undefined;
  voice: boolean;
  /** Under which it is to be kept; undefined: a new one. */
  id: MediaId | undefined;
}

/** Endings that say what is in a file; a file with another one may hold anything. */
const typesByEnding: Readonly<Record<string, readonly string[]>> = {
  '.jpg': ['image/jpeg'],
  '.jpeg': ['image/jpeg'],
  '.png': ['image/png'],
  '.gif': ['image/gif'],
  '.webp': ['image/webp'],
  '.mp4': ['video/mp4', 'audio/mp4'],
  '.3gp': ['video/3gpp', 'audio/3gpp', 'video/mp4'],
  '.m4a': ['audio/mp4', 'video/mp4'],
  '.mp3': ['audio/mpeg', 'audio/aac'],
  '.aac': ['audio/aac', 'audio/mpeg'],
  '.amr': ['audio/amr'],
  '.ogg': ['audio/ogg', 'audio/opus'],
  '.opus': ['audio/ogg', 'audio/opus'],
  '.pdf': ['application/pdf'],
};

/** Files that people put into the messages they write (S-56); pictures come in without their metadata. */
@Injectable()
export class MediaUploads {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly vault: MediaVault,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes in a file; one that its sender has uploaded before is answered as it is. Throws `payload_too_large`, and `invalid_input` when it is
   * not what it says, or can't be sent.
   */
  async add({ tenantId, userId }: Principal, upload: Upload): Promise<Media> {
    const { id = newId<MediaId>() } = upload;
    const known = upload.id === undefined ? undefined : await findMedia(this.db, tenantId, id);
    if (known !== undefined) return ofUploader(known, userId);
    const file = await this.receive(tenantId, upload);
    const type = typeOf(file.head, upload.declared);
    const fault = whyNotTaken(file, type, upload);
    if (fault !== null) {
      await file.discard();
      throw new AppError('invalid_input', fault, { details: { field: 'file' } });
    }
    const now = this.clock.now();
    const row: MediaRow = {
      tenantId,
      id,
      source: 'upload',
      accountId: null,
      messageId: null,
      kind: null,
      metaMediaId: null,
      mimeType: type,
      filename: plainName(upload.filename),
      size: file.size,
      announcedSha256: null,
      sha256: file.sha256,
      blob: await file.keep(),
      state: 'ready',
      reason: null,
      attempts: 0,
      nextAt: now,
      leaseUntil: 0,
      createdBy: userId,
      createdAt: now,
      usedAt: null,
    };
    const isNew = await this.db.transaction().execute(async (tx) => await insertMedia(tx, [row]));
    if (isNew) return toMedia(row);
    // The same upload came twice at the same time. Its bytes are the same, too, and so is where they are kept.
    return ofUploader(await findMedia(this.db, tenantId, id), userId);
  }

  private async receive(tenantId: string, { bytes, kind }: Upload): Promise<Received> {
    const maxBytes = kind === undefined ? maxFileBytes : mediaLimits[kind].maxBytes;
    try {
      return await this.vault.receive(tenantId, withoutMetadata(bytes), maxBytes);
    } catch (error) {
      if (!(error instanceof TooLargeError)) throw error;
      const limit = maxBytes < 1024 * 1024 ? `${maxBytes / 1024} KB` : `${maxBytes / 1024 / 1024} MB`;
      const what = kind === undefined ? 'a file' : kind;
      throw new AppError('payload_too_large', `The file is larger than the ${limit} WhatsApp takes as ${what}`, {
        details: { field: 'file' },
      });
    }
  }
}

function ofUploader(row: MediaRow | undefined, userId: string): Media {
  if (row?.source === 'upload' && row.createdBy === userId) return toMedia(row);
  throw new AppError('conflict', 'There is another file with this id', { details: { field: 'id' } });
}

/** S-56: what it is said to be, its ending and its bytes must agree. */
function whyNotTaken(file: Received, type: string, { declared, filename, kind, voice }: Upload): string | null {
  if (file.size === 0) return 'The file is empty';
  const said = bareType(declared);
  const possible = sniff(file.head);
  const isVague = said === '' || said === unknownType;
  // Of what has no mark of its own, there is only the word of whoever sent it.
  const agrees = possible.length > 0 ? possible.includes(said) : type === said;
  if (!isVague && !agrees) return `The file says that it is ${said}, but it is ${type}`;
  const ending = extname(filename).toLowerCase();
  const ofEnding = typesByEnding[ending];
  if (ofEnding !== undefined && !ofEnding.includes(type)) return `The file’s name ends in ${ending}, but it is ${type}`;
  return kind === undefined ? null : whyNotSendable(kind, { mimeType: type, size: file.size }, voice);
}
