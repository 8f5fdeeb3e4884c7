import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../../platform/clock.ts';
import { DATABASE, type Db } from '../../platform/database/database.ts';
import { Log } from '../../platform/log/log.ts';
import { deleteIdempotencyKeys } from './idempotency.repository.ts';

const hourMs = 3_600_000;
/** A caller of the API who repeats a request does so within a day (S-54). */
const ofCallersMs = 24 * hourMs;
/** A broker may give a message out again after weeks, and a campaign may have stood still for as long. */
const ofProgramsMs = 90 * 24 * hourMs;
const rowsPerStep = 500;

/** Forgets idempotency keys that nobody comes with any more. */
@Injectable()
export class IdempotencyRetention implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.purge().catch((error: unknown) => this.log.error('Old idempotency keys could not be deleted', { error }));
    }, hourMs).unref();
  }

  onApplicationShutdown(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }

  /** In small steps, so that nothing waits for it. */
  async purge(): Promise<void> {
    const now = this.clock.now();
    const before = { ofCallers: now - ofCallersMs, ofPrograms: now - ofProgramsMs };
    while ((await deleteIdempotencyKeys(this.db, before, rowsPerStep)) === rowsPerStep);
  }
}
