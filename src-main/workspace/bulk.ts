import { type BulkAct, bulkPermission, type BulkProgress, bulkStep } from '#shared/bulk.ts';
import { AppError } from '#shared/error.ts';
import { type ConversationId, newId } from '#shared/ids.ts';
import type { Mutation } from '#shared/mutation.ts';
import type { Permission } from '#shared/permission.ts';
import type { Store } from '../cache/store.ts';
import type { Written } from '../cache/workspace-store.ts';
import type { Workspace } from './workspace-api.ts';

/** Conversations of one commit: small enough that the screen's own questions come in between. */
const batch = 100;

interface BulkParts {
  store: Store;
  serverNow: () => number;
  /** Throws forbidden. */
  require: (permission: Permission) => Promise<void>;
  onWritten: (written: Written) => void;
  onProgress: (progress: BulkProgress) => void;
}

/** Steps that can be taken back, and whether somebody wants it to end. */
interface Bulk {
  backs: Mutation[];
  isStopped: boolean;
  running: Promise<void>;
}

/** Acts on many conversations, batch by batch through the outbox; what was done can be taken back the same way. */
export function bulkCalls(parts: BulkParts): Pick<Workspace['conversations'], 'bulk' | 'stopBulk' | 'undoBulk'> {
  const bulks = new Map<string, Bulk>();

  let last: Promise<unknown> = Promise.resolve();
  /** Each batch sees what the one before it did, also that of another act: two keys in a row may mean one conversation. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  }

  async function run(
    bulkId: string,
    total: number,
    isUndo: boolean,
    step: (from: number) => Promise<Mutation[]>,
  ): Promise<void> {
    const bulk = bulks.get(bulkId);
    let done = 0;
    const tell = (state: BulkProgress['state']): void => parts.onProgress({ bulkId, done, total, state, isUndo });
    tell('running');
    try {
      while (done < total) {
        if (bulk?.isStopped === true) return tell('stopped');
        const from = done;
        await inTurn(async () => {
          const mutations = await step(from);
          if (mutations.length > 0) parts.onWritten(await parts.store.call('enqueueAll', mutations, parts.serverNow()));
        });
        done = Math.min(total, done + batch);
        tell(done === total ? 'done' : 'running');
      }
    } catch (error) {
      tell('failed');
      throw error;
    }
  }

  /** Goes on after its call was answered; what goes wrong is in the progress. */
  const aside = (work: Promise<void>): Promise<void> =>
    work.catch((error: unknown) => console.error('a bulk act failed', error));

  async function stepsOf(act: BulkAct, ids: readonly ConversationId[], bulk: Bulk): Promise<Mutation[]> {
    const rows = await parts.store.call('conversationRows', ids);
    const steps = rows.map((row) => bulkStep(act, row)).filter((step) => step !== null);
    bulk.backs.push(...steps.map(({ back }) => back));
    return steps.map(({ mutation }) => mutation);
  }

  return {
    bulk: async ({ query, ids: chosen, act }) => {
      await parts.require(bulkPermission[act.type]);
      const ids = chosen ?? (await parts.store.call('conversationIds', query, parts.serverNow()));
      const bulkId = newId<Mutation['id']>();
      const bulk: Bulk = { backs: [], isStopped: false, running: Promise.resolve() };
      // Only the last one can be taken back; the ids of older ones would pile up.
      for (const [id, { isStopped }] of bulks) if (isStopped || bulks.size > 4) bulks.delete(id);
      bulks.set(bulkId, bulk);
      bulk.running = aside(run(bulkId, ids.length, false, (from) => stepsOf(act, ids.slice(from, from + batch), bulk)));
      return { bulkId, total: ids.length };
    },
    stopBulk: async ({ bulkId }) => {
      const bulk = bulks.get(bulkId);
      if (bulk !== undefined) bulk.isStopped = true;
    },
    undoBulk: async ({ bulkId }) => {
      const bulk = bulks.get(bulkId);
      if (bulk === undefined) throw new AppError('not_found', 'This can’t be taken back any more.');
      bulk.isStopped = true;
      await bulk.running;
      bulks.delete(bulkId);
      const { backs } = bulk;
      void aside(run(bulkId, backs.length, true, async (from) => backs.slice(from, from + batch)));
    },
  };
}
