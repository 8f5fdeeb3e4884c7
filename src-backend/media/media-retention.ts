import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { Log } from '../platform/log/log.ts';
import { deleteEndedMetaIds, deleteUnusedUploads, listUsedBlobs } from './media.repository.ts';
import { MediaVault } from './media-vault.ts';

const hourMs = 3_600_000;
/** An upload that became part of no message is not wanted. */
const unusedKeptMs = 7 * 24 * hourMs;
/** What is younger may be about to be written down. */
const graceMs = hourMs;
const blobsPerStep = 500;

/**
 * Lets go of bytes that nothing in the database names any more: a message takes its file's row with it when it is
 * deleted, and a process that died between the two may have kept a file without one. Uploads that stand in a message are
 * kept for as long as the message.
 */
@Injectable()
export class MediaRetention implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly vault: MediaVault,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.purge().catch((error: unknown) => this.log.error('Old files could not be deleted', { error }));
    }, hourMs).unref();
  }

  onApplicationShutdown(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }

  /** In small steps, so that nothing waits for it. */
  async purge(): Promise<void> {
    const now = this.clock.now();
    await deleteUnusedUploads(this.db, now - unusedKeptMs);
    await deleteEndedMetaIds(this.db, now);
    let step: string[] = [];
    for await (const name of this.vault.listOlderThan(now - graceMs)) {
      step.push(name);
      if (step.length < blobsPerStep) continue;
      await this.letGo(step);
      step = [];
    }
    await this.letGo(step);
  }

  /** Deletes those of these bytes that no file is kept under any more. */
  async letGo(names: readonly string[]): Promise<void> {
    const used = await listUsedBlobs(this.db, names);
    for (const name of names) if (!used.has(name)) await this.vault.remove(name);
  }
}
