import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { AppError, type ErrorShape } from '#shared/error.ts';
import { type Mutation, mutationPermission, type MutationResult } from '#shared/mutation.ts';
import { may, type Principal } from '../../auth/principal.ts';
import { CONFIG, type Config } from '../../config.ts';
import { Clock } from '../../platform/clock.ts';
import { crashPoint } from '../../platform/crash-point.ts';
import { DATABASE, type Db, serialise, type Tx } from '../../platform/database/database.ts';
import { ChangeLog } from '../../sync/change-log.ts';
import { ApplyMutation, type Effect } from './apply-mutation.ts';
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
    const effects: Effect[] = [];
    const result = await this.db.transaction().execute(async (tx) => {
      await serialise(tx, `inbox ${tenantId}`);
      const stored = await findMutation(tx, tenantId, mutation.id);
      if (stored !== undefined) {
        return stored.requestHash === requestHash && stored.userId === userId
          ? // Stored by this service.
            (JSON.parse(stored.result) as MutationResult)
          : rejected(mutation, { code: 'conflict', message: 'This id was used for another command' });
      }
      const result = await this.decide(tx, principal, mutation, effects);
      const { id, type } = mutation;
      await insertMutation(tx, { tenantId, id, userId, type, requestHash, result, createdAt: this.clock.now() });
      crashPoint('before-mutation-commit');
      return result;
    });
    crashPoint('after-mutation-commit');
    this.changeLog.announce(tenantId);
    this.effects.run(principal, effects);
    return result;
  }

  /** A refusal is a result like any other: it is stored, or it would block its lane for ever (R-6b). */
  private async decide(tx: Tx, principal: Principal, mutation: Mutation, effects: Effect[]): Promise<MutationResult> {
    const work = new InboxWork(tx, principal.tenantId, this.clock.now(), this.changeLog);
    try {
      if (!may(principal, mutationPermission[mutation.type], this.config.inboxFloor)) {
        throw new AppError('forbidden', 'Your role does not allow this; ask an admin of your company');
      }
      effects.push(...(await this.applyMutation.apply(work, principal, mutation)));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const { code, message, details } = error;
      return rejected(mutation, details === undefined ? { code, message } : { code, message, details });
    }
    const seq = (await work.flush()) ?? (await this.changeLog.head(tx, principal.tenantId));
    return { id: mutation.id, status: 'applied', seq };
  }
}

function rejected({ id }: Mutation, error: ErrorShape): MutationResult {
  return { id, status: 'rejected', error };
}
