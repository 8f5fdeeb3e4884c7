import { Inject, Injectable } from '@nestjs/common';
import { type Content, MediaKind } from '#shared/content.ts';
import { AppError } from '#shared/error.ts';
import type { TenantId } from '#shared/ids.ts';
import { AccountSecrets } from '../accounts/account-secrets.ts';
import { AccountsService } from '../accounts/accounts.service.ts';
import { DeviceFiles } from '../devices/device-files.ts';
import { InboxWork } from '../inbox/inbox-work.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db, serialise } from '../platform/database/database.ts';
import { Log } from '../platform/log/log.ts';
import { ChangeLog } from '../sync/change-log.ts';
import { type FetchFailure, judgeFetch } from './judge-fetch.ts';
import { findMedia, type MediaRow, setMedia, toMedia } from './media.repository.ts';
import { MediaVault, TooLargeError } from './media-vault.ts';
import { type Fetched, maxFileBytes, MetaFiles } from './meta-files.ts';
import { fitsKind, typeOf } from '#shared/sniff.ts';

/** One try to fetch the file of one message, and what it changes. */
@Injectable()
export class MediaJob {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly accounts: AccountsService,
    private readonly secrets: AccountSecrets,
    private readonly files: MetaFiles,
    private readonly deviceFiles: DeviceFiles,
    private readonly vault: MediaVault,
    private readonly changeLog: ChangeLog,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** `row`: leased to us, its attempt counted. Throws for faults of ours only: then the file waits for its lease's end. */
  async run(row: MediaRow): Promise<void> {
    const fetched = await this.fetch(row);
    if (fetched.kind !== 'done') return await this.failed(row, fetched);
    const { file, mimeType } = fetched;
    const type = typeOf(file.head, mimeType === '' ? row.mimeType : mimeType);
    if (!fitsKind(MediaKind.parse(row.kind), type)) {
      await file.discard();
      return await this.failed(row, { kind: 'wrong_kind', type });
    }
    const blob = await file.keep();
    // A type may say more of what was recognised: which codec is in an Ogg.
    const shown = row.mimeType.startsWith(`${type};`) ? row.mimeType : type;
    const { size, sha256 } = file;
    await this.change(row, { state: 'ready', mimeType: shown, size, sha256, blob, reason: null });
  }

  /** From the beginning, as if its message had come just now. */
  async restart(row: MediaRow): Promise<void> {
    const now = this.clock.now();
    await this.change(row, { state: 'pending', reason: null, attempts: 0, nextAt: now, createdAt: now });
  }

  /** Its company keeps files no longer than this one was kept: the message stays and says so. */
  async expire(row: MediaRow): Promise<void> {
    await this.change(row, { state: 'expired', reason: 'retention', blob: null });
  }

  private async fetch(row: MediaRow): Promise<Fetched> {
    const { tenantId, accountId, metaMediaId, announcedSha256 } = row;
    const account = accountId === null ? undefined : await this.accounts.find(tenantId, accountId);
    if (account === undefined || metaMediaId === null) return { kind: 'no_token' };
    if (account.provider === 'gateway') return await this.fetchFromDevice(row, account.id, metaMediaId);
    const token = await this.secrets.accessToken(tenantId, account.id).catch((error: unknown) => {
      if (error instanceof AppError) return null;
      throw error;
    });
    if (token === null) return { kind: 'no_token' };
    const { phoneNumberId } = account;
    return await this.files.fetch({ tenantId, phoneNumberId, token, metaMediaId, announcedSha256 });
  }

  private async fetchFromDevice({ tenantId }: MediaRow, accountId: string, wamid: string): Promise<Fetched> {
    const found = await this.deviceFiles.fetch(tenantId, accountId, wamid);
    if (found.kind !== 'done') return found;
    try {
      const file = await this.vault.receive(tenantId, found.bytes, maxFileBytes);
      return { kind: 'done', file, mimeType: found.mimeType };
    } catch (error) {
      if (error instanceof TooLargeError) return { kind: 'too_large' };
      throw error;
    }
  }

  private async failed(row: MediaRow, failure: FetchFailure): Promise<void> {
    const now = this.clock.now();
    const { tenantId, attempts: attempt } = row;
    const messageId = row.messageId ?? undefined;
    const verdict = judgeFetch(failure, { attempt, ageMs: now - row.createdAt, random: Math.random() });
    this.log.warn('A file could not be fetched', { tenantId, messageId, kind: failure.kind, attempt });
    if (verdict.do === 'give_up') {
      return await this.change(row, { state: verdict.state, reason: verdict.reason });
    }
    await this.db.transaction().execute(async (tx) => {
      await setMedia(tx, row, { nextAt: now + verdict.delayMs, leaseUntil: 0 });
    });
  }

  /** Writes down how it ended, and shows it in the message: a new version for every desktop. */
  private async change(row: MediaRow, change: Partial<MediaRow>): Promise<void> {
    // Our own row: the id was made by newId.
    const tenantId = row.tenantId as TenantId;
    const appended = await this.db.transaction().execute(async (tx) => {
      await serialise(tx, `inbox ${tenantId}`);
      const current = await findMedia(tx, tenantId, row.id);
      // Gone with its message, or another one was faster.
      if (current === undefined || current.state !== row.state) return null;
      await setMedia(tx, row, { ...change, leaseUntil: 0 });
      const work = new InboxWork(tx, tenantId, this.clock.now(), this.changeLog);
      for (const message of await work.loadMessages(row.messageId === null ? [] : [row.messageId])) {
        // Written by this program.
        const content = JSON.parse(message.content) as Content;
        if (content.type !== 'media' || content.media.id !== row.id) continue;
        message.content = JSON.stringify({ ...content, media: toMedia({ ...current, ...change }) } satisfies Content);
        work.messages.touch(message);
      }
      return await work.flush();
    });
    if (appended !== null) this.changeLog.announce(tenantId, appended);
  }
}
