import { Injectable } from '@nestjs/common';
import { Content } from '#shared/content.ts';
import type { TenantId } from '#shared/ids.ts';
import { SendSettlement } from '../inbox/sending/send-settlement.ts';
import { sameMessage } from './same-message.ts';

/** Messages in doubt of which the gateway tells afterwards that it has sent them. */
@Injectable()
export class SettleDoubts {
  constructor(private readonly settlement: SendSettlement) {}

  /** Settles it when exactly one message in doubt can be meant: a guess could hide a message that was never sent. */
  async settle(
    tenantId: string,
    { accountId, to, wamid, content }: { accountId: string; to: string; wamid: string; content: Content | null },
  ): Promise<void> {
    const inDoubt = await this.settlement.inDoubt({ tenantId, accountId, to });
    const meant = inDoubt.filter((message) => sameMessage(Content.parse(JSON.parse(message.content)), content));
    const [only] = meant;
    // Our own rows: the ids were made by newId.
    if (meant.length === 1 && only !== undefined) await this.settlement.accept(tenantId as TenantId, only.id, wamid);
  }
}
