import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import type { TenantId } from '#shared/ids.ts';
import { assertCredentialSource } from '../accounts/credential-policy.ts';
import { AuditLog } from '../audit/audit-log.ts';
import { CONFIG, type Config } from '../config.ts';
import type { NamedTenant } from '../credentials/tenant-names.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db, serialise } from '../platform/database/database.ts';
import type { ParsedBody } from '../platform/http/contract.ts';
import { assignmentOf } from './assignment.ts';
import { type AssignmentRow, deleteAssignment, findAssignment, storeAssignment } from './assignments.repository.ts';
import { EndpointAccounts } from './endpoint-accounts.ts';
import { EndpointRegistry } from './endpoint-registry.ts';
import { HealthWatch } from './health-watch.ts';
import { clearHistory } from './health-history.repository.ts';

/** Which endpoint a company uses: one at most (ruling 2), by name. */
@Injectable()
export class AssignmentsService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE) private readonly db: Db,
    private readonly registry: EndpointRegistry,
    private readonly accounts: EndpointAccounts,
    private readonly health: HealthWatch,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Throws `not_found` when the company has none. */
  async get(tenantId: TenantId): Promise<AssignmentRow> {
    const row = await findAssignment(this.db, tenantId);
    if (row === undefined) throw noAssignment();
    return row;
  }

  /**
   * Also of the same endpoint again, for other settings. Whatever was known of its health is forgotten and it is looked
   * at again. Throws `not_found` when the environment has no endpoint of that name.
   */
  async assign({ tenantId, userId }: NamedTenant, body: ParsedBody<'assignEndpoint'>): Promise<AssignmentRow> {
    assertCredentialSource(this.config.credentials, 'endpoint');
    this.assertExists(body.endpoint_name);
    const { row, released } = await this.db.transaction().execute(async (tx) => {
      await serialise(tx, `endpoint:${tenantId}`);
      const old = await findAssignment(tx, tenantId);
      const next = assignmentOf(old, { tenantId, endpointName: body.endpoint_name }, body, this.clock.now());
      await storeAssignment(tx, next);
      if (old !== undefined && old.endpointName !== next.endpointName) await clearHistory(tx, tenantId);
      await this.audit.append(tx, {
        tenantId,
        actorId: userId,
        action: 'endpoint.assigned',
        target: tenantId,
        details: { endpointName: next.endpointName, ...settingsToTell(next) },
      });
      await this.accounts.noteDown(tx, tenantId, null);
      // A key that was refused was another endpoint's, or its owner has done something about it.
      return { row: next, released: await this.accounts.release(tx, tenantId, ['endpoint', 'token']) };
    });
    this.accounts.announce(tenantId, released);
    this.health.wake();
    return row;
  }

  /** Messages of accounts that use it are held from then on. Throws `not_found` when the company has none. */
  async remove({ tenantId, userId }: NamedTenant): Promise<void> {
    await this.db.transaction().execute(async (tx) => {
      await serialise(tx, `endpoint:${tenantId}`);
      const old = await findAssignment(tx, tenantId);
      if (old === undefined) throw noAssignment();
      await deleteAssignment(tx, tenantId);
      const details = { endpointName: old.endpointName };
      await this.audit.append(tx, { tenantId, actorId: userId, action: 'endpoint.removed', target: tenantId, details });
      await this.accounts.noteDown(tx, tenantId, null);
      await this.accounts.hold(tx, tenantId);
    });
    this.accounts.announce(tenantId, []);
  }

  private assertExists(name: string): void {
    if (this.registry.isValid(name)) return;
    const available = this.registry.names();
    const details = { field: 'endpoint_name', available };
    throw new AppError('not_found', available.length === 0 ? 'No endpoints available' : 'Endpoint not found', {
      details,
    });
  }
}

function settingsToTell(row: AssignmentRow): Record<string, number | boolean> {
  const { reconnectInterval, healthCheckInterval, webhookRetries, messageTimeout } = row;
  const autoReconnect = row.autoReconnect === 1;
  return { autoReconnect, reconnectInterval, healthCheckInterval, webhookRetries, messageTimeout };
}

function noAssignment(): AppError {
  return new AppError('not_found', 'Tenant configuration not found');
}
