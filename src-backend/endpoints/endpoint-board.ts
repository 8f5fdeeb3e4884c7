import { Inject, Injectable } from '@nestjs/common';
import { type EndpointHealth, EndpointHealthStatus } from '#shared/wire/endpoints-routes.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import type { EndpointHealthTable } from '../platform/database/tables.ts';
import { TenantsService } from '../tenants/tenants.service.ts';
import { type AssignmentRow, listAssignments } from './assignments.repository.ts';
import { listHistory } from './health-history.repository.ts';

/** The health of endpoints as admins see it. */
@Injectable()
export class EndpointBoard {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly tenants: TenantsService,
  ) {}

  /** Of one company, or of all. */
  async list(tenantId: string | undefined): Promise<EndpointHealth[]> {
    const rows = await listAssignments(this.db, tenantId);
    return await Promise.all(
      rows.map(async (row) => {
        const { externalId } = await this.tenants.get(row.tenantId);
        return toHealth(row, externalId, await listHistory(this.db, row.tenantId));
      }),
    );
  }
}

function toHealth(row: AssignmentRow, externalId: string, history: readonly EndpointHealthTable[]): EndpointHealth {
  const health = EndpointHealthStatus.parse(row.healthStatus);
  return {
    tenantId: externalId,
    endpointName: row.endpointName,
    settings: {
      auto_reconnect: row.autoReconnect === 1,
      reconnect_interval: row.reconnectInterval,
      health_check_interval: row.healthCheckInterval,
      webhook_retries: row.webhookRetries,
      message_timeout: row.messageTimeout,
    },
    health,
    // The words of the endpoint guide for one that was not looked at yet.
    problem:
      health === 'unknown' ? 'Health status unknown' : health === 'healthy' ? null : (history[0]?.problem ?? null),
    lastCheckAt: isoOf(row.lastHealthCheck),
    unhealthySince: isoOf(row.unhealthySince),
    alertedAt: isoOf(row.alertedAt),
    history: history.map(({ status, problem, since, until, checks, responseMs }) => ({
      status: status === 'healthy' ? 'healthy' : 'unhealthy',
      problem,
      since: new Date(since).toISOString(),
      until: new Date(until).toISOString(),
      checks,
      responseMs,
    })),
  };
}

function isoOf(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
