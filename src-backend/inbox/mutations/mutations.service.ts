import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { isAdminMutation } from '#shared/admin-mutation.ts';
import { AppError, toErrorShape } from '#shared/error.ts';
import type { ConversationId } from '#shared/ids.ts';
import { type Mutation, mutationPermission, type MutationResult } from '#shared/mutation.ts';
import { may, type Principal } from '../../auth/principal.ts';
import { CONFIG, type Config } from '../../config.ts';
import { Clock } from '../../platform/clock.ts';
import { crashPoint } from '../../platform/crash-point.ts';
import { DATABASE, type Db, serialise, type Tx } from '../../platform/database/database.ts';
import { type Appended, ChangeLog } from '../../sync/change-log.ts';
import { OperationBook } from '../../operations/operation-book.ts';
import { type Applied, ApplyMutation, type Effect } from './apply-mutation.ts';
import { InboxWork } from '../inbox-work.ts';
import { findMutation, insertMutation } from './mutations.repository.ts';
import { MutationEffects } from './mutation-effects.ts';

/** Applies what desktops want changed, each command once however often it comes (ruling 47). */
@Injectable()
export class MutationsService {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly changeLog: ChangeLog,
    private readonly applyMutation: ApplyMutation,
    private readonly effects: MutationEffects,
    private readonly operations: OperationBook,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** One after the other, each in a transaction of its own: what was done stays done if a later one fails. */
  async applyAll(principal: Principal, mutations: readonly Mutation[]): Promise<MutationResult[]> {
    const results: MutationResult[] = [];
    for (const mutation of mutations) results.push(await this.apply(principal, mutation));
    crashPoint('before-mutation-answer');
    return results;
  }

  private async apply(principal: Principal, mutation: Mutation): Promise<MutationResult> {
    const { tenantId, userId } = principal;
    const requestHash = createHash('sha256').update(JSON.stringify(mutation)).digest('hex');
    const { result, effects, appended } = await this.db.transaction().execute(async (tx) => {
      await serialise(tx, `inbox ${tenantId}`);
      const stored = await findMutation(tx, tenantId, mutation.id);
      if (stored !== undefined) {
        const isSame = stored.requestHash === requestHash && stored.userId === userId;
        // Stored by this service.
        return isSame ? withoutEffect(JSON.parse(stored.result) as MutationResult) : withoutEffect(reused(mutation));
      }
      const outcome = await this.decide(tx, principal, mutation);
      const { id, type } = mutation;
      const createdAt = this.clock.now();
      await insertMutation(tx, { tenantId, id, userId, type, requestHash, result: outcome.result, createdAt });
      crashPoint('before-mutation-commit');
      return outcome;
    });
    crashPoint('after-mutation-commit');
    if (appended !== null) this.changeLog.announce(tenantId, appended);
    this.effects.run(principal, effects);
    return result;
  }

  /** A refusal is a result like any other: it is stored, or it would block its lane for ever (R-6b). */
  private async decide(tx: Tx, principal: Principal, mutation: Mutation): Promise<Outcome> {
    const work = new InboxWork(tx, principal.tenantId, this.clock.now(), this.changeLog);
    let applied: Applied;
    try {
      if (!may(principal, mutationPermission[mutation.type], this.config.inboxFloor)) {
        throw new AppError('forbidden', 'Your role does not allow this; ask an admin of your company');
      }
      applied = await this.applyMutation.apply(work, principal, mutation);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (isAdminMutation(mutation) && error.code === 'forbidden') {
        await this.operations.refused(tx, principal, mutation, work.now);
      }
      return withoutEffect({ id: mutation.id, status: 'rejected', error: toErrorShape(error) });
    }
    const appended = await work.flush();
    const seq = appended?.upTo ?? (await this.changeLog.head(tx, principal.tenantId));
    const { effects, conversationId } = applied;
    // The id of a row of ours.
    const told = conversationId === null ? {} : { conversationId: conversationId as ConversationId };
    return { result: { id: mutation.id, status: 'applied', seq, ...told }, effects, appended };
  }
}

interface Outcome {
  result: MutationResult;
  effects: Effect[];
  appended: Appended | null;
}

function withoutEffect(result: MutationResult): Outcome {
  return { result, effects: [], appended: null };
}

function reused({ id }: Mutation): MutationResult {
  return { id, status: 'rejected', error: { code: 'conflict', message: 'This id was used for another command' } };
}
