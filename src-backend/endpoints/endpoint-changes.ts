import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { TenantId } from '#shared/ids.ts';
import { AccountsService } from '../accounts/accounts.service.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { Log } from '../platform/log/log.ts';
import { changeAssignment, listAssignments } from './assignments.repository.ts';
import { EndpointAccounts } from './endpoint-accounts.ts';
import { EndpointRegistry } from './endpoint-registry.ts';
import { EndpointsService } from './endpoints.service.ts';
import { HealthWatch } from './health-watch.ts';

/**
 * What the environment says at the start, and after each reload, decides who can send: accounts whose endpoint is gone
 * hold their messages, those whose endpoint came back let them go.
 */
@Injectable()
export class EndpointChanges implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly unsubscribe: () => void;
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    registry: EndpointRegistry,
    private readonly endpoints: EndpointsService,
    private readonly numbers: AccountsService,
    private readonly accounts: EndpointAccounts,
    private readonly health: HealthWatch,
    private readonly log: Log,
  ) {
    this.unsubscribe = registry.onReload(() => void this.apply());
  }

  onApplicationBootstrap(): void {
    void this.apply();
  }

  async onApplicationShutdown(): Promise<void> {
    this.unsubscribe();
    await this.running;
  }

  /** Never rejects. One after the other. */
  async apply(): Promise<void> {
    this.running = this.running.then(() => this.run());
    await this.running;
  }

  private async run(): Promise<void> {
    try {
      const assignments = new Map((await listAssignments(this.db)).map((row) => [row.tenantId, row]));
      const concerned = new Set([...assignments.keys(), ...(await this.numbers.tenantsWithEndpoint())]);
      for (const id of concerned) {
        const row = assignments.get(id);
        const isUsable = row !== undefined && this.endpoints.byName(row.endpointName) !== undefined;
        // Our own row: the id was made by newId.
        await this.settle(id as TenantId, isUsable, row !== undefined);
      }
    } catch (error) {
      this.log.error('What became of the endpoints could not be noted', { error });
    }
    this.health.wake();
  }

  private async settle(tenantId: TenantId, isUsable: boolean, isAssigned: boolean): Promise<void> {
    const released = await this.db.transaction().execute(async (tx) => {
      // Its address or key may be another one now.
      if (isAssigned) await changeAssignment(tx, tenantId, { isConfigured: isUsable ? 1 : 0, nextCheckAt: 0 });
      if (isUsable) return await this.accounts.release(tx, tenantId, ['endpoint']);
      await this.accounts.hold(tx, tenantId);
      return [];
    });
    this.accounts.announce(tenantId, released);
  }
}
