import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Media } from '#shared/content.ts';
import type { MediaId } from '#shared/ids.ts';
import { type FileStore, type OpenFile, OutgoingFiles } from '../inbox/sending/outgoing-files.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { type CallOutcome, CloudApiClient, type Sender } from '../whatsapp/cloud-api.client.ts';
import { findMedia, findMediaRows, findMetaId, markUsed, putMetaId, toMedia } from './media.repository.ts';
import { MediaVault } from './media-vault.ts';

/** Meta keeps an upload for 30 days; a day less, so that no message is on its way when it goes. */
const livesAtMetaMs = 29 * 24 * 3_600_000;

/** Our files on their way out: uploaded to Meta when a message needs them, once per number while Meta keeps them. */
@Injectable()
export class OutgoingStore implements FileStore, OnModuleInit {
  private readonly uploading = new Map<string, Promise<CallOutcome<{ metaId: string }>>>();

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly outgoing: OutgoingFiles,
    private readonly vault: MediaVault,
    private readonly client: CloudApiClient,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.outgoing.keptBy(this);
  }

  async find(db: Db, tenantId: string, ids: readonly MediaId[]): Promise<Media[]> {
    const rows = await findMediaRows(db, tenantId, ids);
    if (rows.some(({ source, usedAt }) => source === 'upload' && usedAt === null)) {
      await markUsed(db, tenantId, ids, this.clock.now());
    }
    return rows.map(toMedia);
  }

  async open(tenantId: string, id: MediaId): Promise<OpenFile | null> {
    const row = await findMedia(this.db, tenantId, id);
    const file = row?.blob == null ? null : await this.vault.open(tenantId, row.blob);
    return file && { size: file.size, read: () => file.read(0, file.size) };
  }

  async upload(
    sender: Sender,
    accountId: string,
    id: MediaId,
    again: boolean,
  ): Promise<CallOutcome<{ metaId: string }>> {
    const { tenantId } = sender;
    const place = { tenantId, mediaId: id, accountId };
    const known = again ? null : await findMetaId(this.db, place, this.clock.now());
    if (known !== null) return { kind: 'done', value: { metaId: known } };
    // A picture for a thousand people goes up once.
    const key = `${accountId} ${id}`;
    const running = this.uploading.get(key);
    if (running !== undefined) return await running;
    const upload = this.uploadNow(sender, place).finally(() => this.uploading.delete(key));
    this.uploading.set(key, upload);
    return await upload;
  }

  private async uploadNow(
    sender: Sender,
    place: { tenantId: string; mediaId: string; accountId: string },
  ): Promise<CallOutcome<{ metaId: string }>> {
    const row = await findMedia(this.db, place.tenantId, place.mediaId);
    const blob = row?.blob ?? null;
    const file = blob === null ? null : await this.vault.open(place.tenantId, blob);
    if (row === undefined || file === null) return missing;
    const { mimeType, filename } = row;
    const outcome = await this.client.uploadMedia(sender, {
      bytes: file.read(0, file.size),
      size: file.size,
      mimeType,
      filename: filename ?? 'file',
    });
    if (outcome.kind === 'done') {
      const expiresAt = this.clock.now() + livesAtMetaMs;
      await putMetaId(this.db, { ...place, metaId: outcome.value.metaId, expiresAt });
    }
    return outcome;
  }
}

const missing: CallOutcome<never> = {
  kind: 'refused',
  status: 400,
  code: 131053,
  title: 'The file is no longer on the server: upload it again',
  details: null,
  retryAfterMs: null,
};
