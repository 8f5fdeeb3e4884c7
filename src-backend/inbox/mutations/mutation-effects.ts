import { Injectable } from '@nestjs/common';
import type { Principal } from '../../auth/principal.ts';
import { Log } from '../../platform/log/log.ts';
import { PresenceBoard } from '../../presence/presence-board.ts';
import type { Effect } from './apply-mutation.ts';
import { Schedule } from '../scheduled/schedule.ts';
import { SendCall } from '../sending/send-call.ts';
import { SendWorker } from '../sending/send-worker.ts';

/** What follows from a mutation that is on disk. */
@Injectable()
export class MutationEffects {
  constructor(
    private readonly worker: SendWorker,
    private readonly call: SendCall,
    private readonly schedule: Schedule,
    private readonly presence: PresenceBoard,
    private readonly log: Log,
  ) {}

  run(principal: Principal, effects: readonly Effect[]): void {
    const { tenantId } = principal;
    for (const effect of effects) {
      if (effect.kind === 'wake_sender') {
        this.worker.wake();
        continue;
      }
      if (effect.kind === 'told') {
        effect.tell();
        continue;
      }
      if (effect.kind === 'wake_schedule') {
        void this.schedule.wake();
        continue;
      }
      if (effect.kind === 'replied') {
        if (effect.overrides) this.presence.override(principal, effect.conversationId);
        else this.presence.replied(principal, effect.conversationId);
        continue;
      }
      this.call.markRead(tenantId, effect.conversationId, false).catch((error: unknown) => {
        this.log.warn('A read receipt could not be sent', { tenantId, conversationId: effect.conversationId, error });
      });
    }
  }
}
