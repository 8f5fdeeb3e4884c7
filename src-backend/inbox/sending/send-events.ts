import { Injectable } from '@nestjs/common';
import type { MessageId, TenantId } from '#shared/ids.ts';

/** A message is no longer on its way: WhatsApp has it, has refused it, or nobody knows; or it is held. */
export interface Answered {
  tenantId: TenantId;
  messageId: MessageId;
}

/** Tells, after the commit, that the send queue is done with a message for now. Of this process only. */
@Injectable()
export class SendEvents {
  private readonly listeners = new Set<(answered: Answered) => void>();

  /** Returns its own unsubscribe. */
  onAnswer(listener: (answered: Answered) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  answered(answered: Answered): void {
    for (const listener of this.listeners) listener(answered);
  }
}
