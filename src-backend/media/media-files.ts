import { Inject, Injectable } from '@nestjs/common';
import type { Media } from '#shared/content.ts';
import { AppError } from '#shared/error.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { findMedia, type MediaRow, toMedia } from './media.repository.ts';
import { MediaJob } from './media-job.ts';
import { MediaVault, type OpenFile } from './media-vault.ts';
import { MediaWorker } from './media-worker.ts';

/** The files of a company, as people get them. */
@Injectable()
export class MediaFiles {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly vault: MediaVault,
    private readonly job: MediaJob,
    private readonly worker: MediaWorker,
    private readonly clock: Clock,
  ) {}

  /** The file and its bytes. Throws `not_found`, also for another company's, and `conflict` while it is on its way. */
  async open(tenantId: string, id: string): Promise<{ row: MediaRow; file: OpenFile }> {
    const row = await this.get(tenantId, id);
    const { state, reason } = row;
    if (state === 'pending') {
      throw new AppError('conflict', 'The file is still on its way from WhatsApp', { details: { state } });
    }
    if (state !== 'ready' || row.blob === null) {
      throw new AppError('not_found', reason ?? 'The file could not be had', { details: { state } });
    }
    const file = await this.vault.open(tenantId, row.blob);
    if (file === null) throw new AppError('not_found', 'The file is missing on the server', { details: { state } });
    return { row, file };
  }

  /** Puts a file that could not be had on the list again. Throws `not_found`, and `conflict` when there is no use. */
  async fetchAgain(tenantId: string, id: string): Promise<Media> {
    const row = await this.get(tenantId, id);
    if (row.state === 'ready' || row.state === 'refused' || row.source !== 'whatsapp') {
      throw new AppError('conflict', row.reason ?? 'The file is here', { details: { state: row.state } });
    }
    await this.job.restart(row);
    this.worker.wake();
    return toMedia({ ...row, state: 'pending' });
  }

  private async get(tenantId: string, id: string): Promise<MediaRow> {
    const row = await findMedia(this.db, tenantId, id);
    if (row === undefined) throw new AppError('not_found', 'There is no such file');
    return row;
  }
}
