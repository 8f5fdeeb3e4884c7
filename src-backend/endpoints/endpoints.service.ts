import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { type AssignmentRow, findAssignment, listAssignments } from './assignments.repository.ts';
import { EndpointAccess, type EndpointSettings, TenantEndpoint } from './endpoint-access.ts';
import { EndpointRegistry } from './endpoint-registry.ts';

/** What other features ask of endpoints: how to reach the one that a company uses. For the server's own use only. */
@Injectable()
export class EndpointsService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE) private readonly db: Db,
    private readonly registry: EndpointRegistry,
  ) {}

  /** Undefined when none is assigned, when its name is in the environment no more, or CREDENTIALS forbids endpoints. */
  async forTenant(tenantId: string): Promise<TenantEndpoint | undefined> {
    const row = await findAssignment(this.db, tenantId);
    const endpoint = row === undefined ? undefined : this.find(row.endpointName);
    return row && endpoint && new TenantEndpoint(endpoint, settingsOf(row));
  }

  /** Which company uses which, and how that is. */
  async assignments(): Promise<Pick<AssignmentRow, 'tenantId' | 'endpointName' | 'healthStatus'>[]> {
    return await listAssignments(this.db);
  }

  byName(name: string): EndpointAccess | undefined {
    const endpoint = this.find(name);
    return endpoint && new EndpointAccess(endpoint);
  }

  private find(name: string) {
    return this.config.credentials === 'stored' ? undefined : this.registry.get(name);
  }
}

export function settingsOf(row: AssignmentRow): EndpointSettings {
  const { reconnectInterval, healthCheckInterval, webhookRetries, messageTimeout } = row;
  return {
    autoReconnect: row.autoReconnect === 1,
    reconnectInterval,
    healthCheckInterval,
    webhookRetries,
    messageTimeout,
  };
}
