import { Inject, Injectable } from '@nestjs/common';
import type { TokenAlert } from '#shared/integration-token.ts';
import { AuditLog } from '../audit/audit-log.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db, serialise } from '../platform/database/database.ts';
import { countRequests, noteNetwork, updateUse } from './tokens.repository.ts';
import { isUnusual, usualPerHour } from './unusual-rate.ts';

const writeEveryMs = 60_000;
const hourMs = 60 * 60_000;
const keptMs = 8 * 24 * hourMs;
const maxRemembered = 10_000;

interface Use {
  writtenAt: number;
  network: string;
  requests: number;
}

/**
 * Who used a token when, from where and how often; alerts when that is not as usual. Written at most once a minute
 * (S-42), and at once when the network is another.
 */
@Injectable()
export class TokenUse {
  private readonly uses = new Map<string, Use>();

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  async record(
    token: { tenantId: string; id: string; accountId: string },
    from: { network: string; userAgent: string | null },
  ): Promise<void> {
    const now = this.clock.now();
    const use = this.uses.get(token.id) ?? { writtenAt: 0, network: '', requests: 0 };
    use.requests++;
    if (use.network === from.network && now - use.writtenAt < writeEveryMs) return;
    const { requests } = use;
    if (this.uses.size >= maxRemembered) this.uses.clear();
    // Before the write: others that come meanwhile need not write, too.
    this.uses.set(token.id, { writtenAt: now, network: from.network, requests: 0 });
    await this.write(token, from, requests, now);
  }

  private async write(
    token: { tenantId: string; id: string; accountId: string },
    from: { network: string; userAgent: string | null },
    requests: number,
    now: number,
  ): Promise<void> {
    await this.db.transaction().execute(async (tx) => {
      await serialise(tx, `token:${token.id}`);
      const { isNew, isFirst } = await noteNetwork(tx, token, from.network, now);
      const hour = now - (now % hourMs);
      const hours = await countRequests(tx, token, hour, requests, hour - keptMs);
      const at = new Date(now).toISOString();
      const alerts: TokenAlert[] = [];
      if (isNew && !isFirst) alerts.push({ kind: 'new_network', at, network: from.network });
      // `requests` may have made the hour unusual just now; it is said once an hour.
      if (isUnusual(hours, hour) && !isUnusual(hours, hour, requests)) {
        const perHour = hours.find((other) => other.hour === hour)?.requests ?? 0;
        alerts.push({ kind: 'unusual_rate', at, perHour, usualPerHour: usualPerHour(hours, hour) ?? 0 });
      }
      const last = alerts.at(-1);
      await updateUse(tx, token, {
        lastUsedAt: now,
        lastNetwork: from.network,
        lastUserAgent: from.userAgent?.slice(0, 200) ?? null,
        ...(last === undefined ? {} : { alert: JSON.stringify(last) }),
      });
      for (const { at: _, ...details } of alerts) {
        await this.audit.append(tx, {
          tenantId: token.tenantId,
          actorId: null,
          action: 'token.unusual_use',
          target: token.accountId,
          details: { ...details, tokenId: token.id },
        });
      }
    });
  }
}
