import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Content, Media, MediaKind } from '#shared/content.ts';
import { AppError } from '#shared/error.ts';
import { type MediaId, newId } from '#shared/ids.ts';
import { whyNotSendable } from '#shared/media-limits.ts';
import type { OutgoingMedia } from '#shared/outgoing-media.ts';
import { mediaIdsOf, type OutgoingContent, pendingMedia } from '#shared/outgoing.ts';
import type { Db, Tx } from '../../platform/database/database.ts';
import type { CallOutcome, Sender } from '../../whatsapp/cloud-api.client.ts';
import type { UploadedIds } from './to-graph-message.ts';

/** Where files are kept, as far as sending needs it. */
export interface FileStore {
  /** Those of them that this company has. */
  find(db: Db, tenantId: string, ids: readonly MediaId[]): Promise<Media[]>;
  /**
   * Meta's id of a file on this account, uploading it when Meta has it not (any more). `again`: Meta has refused the id
   * it had. Never throws for what Meta answers.
   */
  upload(sender: Sender, accountId: string, id: MediaId, again: boolean): Promise<CallOutcome<{ metaId: string }>>;
  /** The bytes of a file; null when they are gone. */
  open(tenantId: string, id: MediaId): Promise<OpenFile | null>;
}

export interface OpenFile {
  size: number;
  read(): Readable;
}

/** The files of what is sent: what is known of them when it is written, and their ids at Meta when it goes out. */
@Injectable()
export class OutgoingFiles {
  private store: FileStore | null = null;

  /** Called once at start by whoever keeps the files: that feature knows the inbox, not the inbox it. */
  keptBy(store: FileStore): void {
    this.store = store;
  }

  /** How a file that a message names stands in the thread. Throws `invalid_input` for what is not there, or not sendable. */
  async describer(tx: Tx, tenantId: string, content: OutgoingContent): Promise<(media: OutgoingMedia) => Media> {
    const ids = mediaIdsOf(content);
    const found = ids.length === 0 ? [] : ((await this.store?.find(tx, tenantId, ids)) ?? []);
    const byId = new Map<string, Media>(found.map((media) => [media.id, media]));
    for (const id of ids) assertReady(byId.get(id));
    const [kind, named] = fileOf(content);
    const file = named?.id === undefined ? undefined : byId.get(named.id);
    const fault =
      kind === null || file === undefined
        ? null
        : whyNotSendable(kind, file, content.type === 'media' && content.voice);
    if (fault !== null) throw new AppError('invalid_input', fault, { details: { field: 'media' } });
    return (media) => {
      const own = media.id === undefined ? undefined : byId.get(media.id);
      if (own === undefined) return pendingMedia(media, newId<MediaId>());
      return media.filename === undefined ? own : { ...own, filename: media.filename };
    };
  }

  /** The bytes of a message's file; null when they are gone, or others keep them. */
  async open(tenantId: string, { id, link }: Media): Promise<OpenFile | null> {
    return link === undefined ? ((await this.store?.open(tenantId, id)) ?? null) : null;
  }

  /** Meta's ids of all our files in a message. `again`: Meta has refused the ones it had. */
  async upload(sender: Sender, accountId: string, content: Content, again: boolean): Promise<CallOutcome<UploadedIds>> {
    const uploaded = new Map<string, string>();
    for (const id of mediaIdsOf(content)) {
      const outcome = await this.store?.upload(sender, accountId, id, again);
      // Nobody keeps it: it goes out under our id, which Meta refuses by name.
      if (outcome === undefined) continue;
      if (outcome.kind !== 'done') return outcome;
      uploaded.set(id, outcome.value.metaId);
    }
    return { kind: 'done', value: uploaded };
  }
}

function assertReady(media: Media | undefined): void {
  if (media?.state === 'ready') return;
  const why =
    media === undefined
      ? 'There is no such file: upload it first, or send a link'
      : 'The file is not here yet, or can’t be had any more: upload it again';
  throw new AppError('invalid_input', why, { details: { field: 'media.id' } });
}

/** The one file whose kind the message itself says. */
function fileOf(content: OutgoingContent): [MediaKind | null, OutgoingMedia | null] {
  if (content.type === 'media') return [content.kind, content.media];
  if (content.type === 'interactive' && content.header?.kind === 'media') {
    return [content.header.mediaKind, content.header.media];
  }
  return [null, null];
}
