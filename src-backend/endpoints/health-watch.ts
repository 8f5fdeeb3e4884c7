import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { TenantId } from '#shared/ids.ts';
import { AuditLog } from '../audit/audit-log.ts';
import { CONFIG, type Config } from '../config.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db, type Tx } from '../platform/database/database.ts';
import { Log } from '../platform/log/log.ts';
import {
  type AssignmentRow,
  changeAssignment,
  claimCheck,
  findAssignment,
  findNextCheck,
  listDueAssignments,
} from './assignments.repository.ts';
import { EndpointAccounts } from './endpoint-accounts.ts';
import { EndpointsService } from './endpoints.service.ts';
import { addFinding, type Finding } from './health-history.repository.ts';
import { probeEndpoint } from './probe-endpoint.ts';

/** So long an endpoint may be unhealthy before somebody is told. */
const alertAfterMs = 5 * 60_000;
/** Whoever took a look upon themselves and died with it leaves it to others after this. */
const claimMs = 30_000;
const retryMs = 5000;
/** setTimeout takes no more; and a clock that was set is noticed. */
const longestSleepMs = 60_000;

/**
 * Looks at every company's endpoint in its interval (E-3): healthy or unhealthy, since when, what was wrong. Unhealthy for
 * five minutes it alerts once, by audit entry, log line and a mark on the accounts that go through it, and once more when
 * it is well again. EndpointChanges starts it.
 */
@Injectable()
export class HealthWatch implements OnApplicationShutdown {
  private alarm: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private hasNews = false;
  private stopped = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE) private readonly db: Db,
    private readonly endpoints: EndpointsService,
    private readonly accounts: EndpointAccounts,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    if (this.alarm !== null) clearTimeout(this.alarm);
    await this.running;
  }

  /** There may be something to look at. */
  wake(): void {
    this.hasNews = true;
    if (this.stopped) return;
    this.running ??= this.run().finally(() => {
      this.running = null;
      if (this.hasNews) this.wake();
    });
  }

  /** Resolves when everything that is due has been looked at. Never rejects. */
  async checkDue(): Promise<void> {
    this.wake();
    while (this.running !== null) await this.running;
  }

  private async run(): Promise<void> {
    this.hasNews = false;
    try {
      const due = await listDueAssignments(this.db, this.clock.now());
      // Several companies may use one endpoint: it is asked once.
      const byName = Map.groupBy(due, ({ endpointName }) => endpointName);
      await Promise.all([...byName].map(([name, rows]) => this.check(name, rows)));
      const next = await findNextCheck(this.db);
      if (next !== null) this.setAlarm(next);
    } catch (error) {
      this.log.error('The endpoints could not be looked at', { error });
      this.setAlarm(this.clock.now() + retryMs);
    }
  }

  private async check(name: string, due: readonly AssignmentRow[]): Promise<void> {
    const until = this.clock.now() + claimMs;
    const claimed: AssignmentRow[] = [];
    for (const row of due) if (await claimCheck(this.db, row, until)) claimed.push(row);
    if (claimed.length === 0) return;
    const endpoint = this.endpoints.byName(name);
    const finding = endpoint === undefined ? this.missing() : await probeEndpoint(endpoint);
    for (const { tenantId } of claimed) {
      // Our own row: the id was made by newId.
      await this.note(tenantId as TenantId, until, finding);
    }
  }

  private missing(): Finding {
    const problem =
      this.config.credentials === 'stored'
        ? 'CREDENTIALS=stored forbids the use of endpoints'
        : 'Endpoint not found: WHATSAPP_ENDPOINTS has none of this name';
    return { status: 'unhealthy', problem, responseMs: null };
  }

  private async note(tenantId: TenantId, claim: number, finding: Finding): Promise<void> {
    const released = await this.db.transaction().execute(async (tx) => {
      const row = await findAssignment(tx, tenantId);
      // Assigned anew, read again or taken away meanwhile: what was found is not about that.
      if (row === undefined || row.nextCheckAt !== claim) return [];
      const next = afterFinding(row, finding, this.clock.now());
      await changeAssignment(tx, tenantId, next);
      await addFinding(tx, tenantId, next.lastHealthCheck, finding);
      await this.tell(tx, tenantId, row, next, finding);
      const isWellAgain = finding.status === 'healthy' && row.healthStatus !== 'healthy';
      return isWellAgain ? await this.accounts.release(tx, tenantId, ['token']) : [];
    });
    if (finding.problem !== null) this.log.warn(`An endpoint is unhealthy: ${finding.problem}`, { tenantId });
    this.accounts.announce(tenantId, released);
  }

  /** Once when it has been unhealthy for long enough, and once when that is over. */
  private async tell(
    tx: Tx,
    tenantId: TenantId,
    row: AssignmentRow,
    next: Health,
    { problem }: Finding,
  ): Promise<void> {
    const wasAlerted = row.alertedAt !== null;
    if (wasAlerted === (next.alertedAt !== null)) return;
    const { endpointName } = row;
    const since = next.unhealthySince ?? row.unhealthySince;
    await this.accounts.noteDown(tx, tenantId, next.unhealthySince);
    await this.audit.append(tx, {
      tenantId,
      actorId: null,
      action: wasAlerted ? 'endpoint.healthy' : 'endpoint.unhealthy',
      target: tenantId,
      details: { endpointName, since, ...(problem === null ? {} : { problem }) },
    });
    if (wasAlerted) this.log.info('A company’s endpoint is well again', { tenantId });
    else this.log.error('A company’s endpoint has been unhealthy for 5 minutes', { tenantId });
  }

  private setAlarm(at: number): void {
    if (this.stopped) return;
    if (this.alarm !== null) clearTimeout(this.alarm);
    const delayMs = Math.min(Math.max(at - this.clock.now(), 10), longestSleepMs);
    this.alarm = setTimeout(() => this.wake(), delayMs).unref();
  }
}

interface Health {
  healthStatus: Finding['status'];
  lastHealthCheck: number;
  unhealthySince: number | null;
  alertedAt: number | null;
  nextCheckAt: number;
}

/** Pure. It is looked at again after its interval, and no later than the alert is due. */
export function afterFinding(
  row: Pick<AssignmentRow, 'unhealthySince' | 'alertedAt' | 'healthCheckInterval'>,
  { status }: Pick<Finding, 'status'>,
  now: number,
): Health {
  const nextCheckAt = now + row.healthCheckInterval * 1000;
  const common = { healthStatus: status, lastHealthCheck: now };
  if (status === 'healthy') return { ...common, nextCheckAt, unhealthySince: null, alertedAt: null };
  const unhealthySince = row.unhealthySince ?? now;
  const alertAt = unhealthySince + alertAfterMs;
  const alertedAt = row.alertedAt ?? (now >= alertAt ? now : null);
  return {
    ...common,
    unhealthySince,
    alertedAt,
    nextCheckAt: alertedAt === null ? Math.min(nextCheckAt, alertAt) : nextCheckAt,
  };
}
