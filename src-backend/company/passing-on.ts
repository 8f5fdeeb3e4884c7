import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Company } from '#shared/company.ts';
import type { TenantId, UserId } from '#shared/ids.ts';
import { can } from '#shared/permission.ts';
import { AuditLog } from '../audit/audit-log.ts';
import { CONFIG, type Config } from '../config.ts';
import { inInbox } from '../inbox/in-inbox.ts';
import { getConversation } from '../inbox/mutations/apply-conversation-mutation.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { Log } from '../platform/log/log.ts';
import { PresenceBoard } from '../presence/presence-board.ts';
import { ChangeLog } from '../sync/change-log.ts';
import { UsersService } from '../users/users.service.ts';
import { CompanyService } from './company.service.ts';

const everyMs = 30_000;
const minuteMs = 60_000;
const perLook = 50;

interface Overdue {
  id: string;
  assigneeId: string | null;
}

/**
 * Gives customers whom nobody has answered for a while to the next person who is available: one of the team, here and
 * not away, with the fewest customers waiting on them. Where somebody is just answering nothing is moved.
 */
@Injectable()
export class PassingOn implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CONFIG) private readonly config: Config,
    private readonly company: CompanyService,
    private readonly users: UsersService,
    private readonly presence: PresenceBoard,
    private readonly changeLog: ChangeLog,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.look(), everyMs).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.running;
  }

  /** Resolves when everybody who waits too long is passed on, as far as there is somebody; never rejects. */
  async look(): Promise<void> {
    this.running = this.running
      .then(async () => await this.lookAtAll())
      .catch((error: unknown) => this.log.error('Nobody could be passed on', { error }));
    await this.running;
  }

  private async lookAtAll(): Promise<void> {
    for (const { tenantId } of await this.db.selectFrom('companySettings').select('tenantId').execute()) {
      const company = await this.company.get(tenantId);
      if (company.passing.on) await this.passOn(company);
    }
  }

  private async passOn(company: Company): Promise<void> {
    const { id: tenantId, passing } = company;
    const available = await this.available(company);
    if (available.size === 0) return;
    const before = this.clock.now() - passing.afterMinutes * minuteMs;
    const answering = new Set<string>(
      this.presence.people(tenantId).flatMap(({ leases }) => leases.map((lease) => lease.conversationId)),
    );
    for (const { id, assigneeId } of await this.listOverdue(tenantId, before)) {
      if (answering.has(id)) continue;
      const [next] = [...available]
        .filter(([userId]) => userId !== assigneeId)
        .toSorted(([a, waiting], [b, waitingToo]) => waiting - waitingToo || (a < b ? -1 : 1));
      if (next === undefined) continue;
      const [userId, waiting] = next;
      if (await this.assign(tenantId, { id, assigneeId }, userId, before)) available.set(userId, waiting + 1);
    }
  }

  /** How many customers wait on each person who could take another. */
  private async available({ id: tenantId, passing, teams }: Company): Promise<Map<UserId, number>> {
    const team = teams.find(({ id }) => id === passing.teamId);
    const here = new Set(
      this.presence
        .people(tenantId)
        .filter(({ status }) => status === 'online')
        .map(({ userId }) => userId),
    );
    const people = (await this.users.list(tenantId)).filter(
      ({ id, active, role }) =>
        active &&
        here.has(id) &&
        can(role, 'message.send', this.config.inboxFloor) &&
        (team === undefined || team.memberIds.includes(id)),
    );
    if (people.length === 0) return new Map();
    const loads = await this.db
      .selectFrom('conversation')
      .select((eb) => ['assigneeId', eb.fn.countAll<number>().as('waiting')])
      .where('tenantId', '=', tenantId)
      .where(
        'assigneeId',
        'in',
        people.map(({ id }) => id),
      )
      .where('waitingSince', 'is not', null)
      .groupBy('assigneeId')
      .execute();
    const waiting = new Map(loads.map((row) => [row.assigneeId, Number(row.waiting)]));
    return new Map(people.map(({ id }) => [id, waiting.get(id) ?? 0]));
  }

  /** Those who have waited longest first; who was passed on has a while of their own. */
  private async listOverdue(tenantId: TenantId, before: number): Promise<Overdue[]> {
    return await this.db
      .selectFrom('conversation')
      .leftJoin('passedConversation as passed', (join) =>
        join
          .onRef('passed.tenantId', '=', 'conversation.tenantId')
          .onRef('passed.conversationId', '=', 'conversation.id'),
      )
      .select(['conversation.id', 'conversation.assigneeId'])
      .where('conversation.tenantId', '=', tenantId)
      .where('conversation.state', '=', 'open')
      .where('conversation.archivedAt', 'is', null)
      .where('conversation.waitingSince', '<=', before)
      .where((eb) => eb.or([eb('passed.at', 'is', null), eb('passed.at', '<=', before)]))
      .orderBy('conversation.waitingSince')
      .limit(perLook)
      .execute();
  }

  /** False when somebody was faster. */
  private async assign(tenantId: TenantId, overdue: Overdue, userId: UserId, before: number): Promise<boolean> {
    const { db, clock, changeLog } = this;
    let isDone = false;
    await inInbox({ db, clock, changeLog }, tenantId, async (work) => {
      const conversation = await getConversation(work, overdue.id);
      const { waitingSince, state, assigneeId } = conversation;
      const stillWaits = waitingSince !== null && waitingSince <= before && state === 'open';
      if (!stillWaits || assigneeId !== overdue.assigneeId) return;
      conversation.assigneeId = userId;
      work.conversations.touch(conversation);
      isDone = true;
      const at = work.now;
      await work.tx
        .insertInto('passedConversation')
        .values({ tenantId, conversationId: overdue.id, at })
        .onConflict((conflict) => conflict.columns(['tenantId', 'conversationId']).doUpdateSet({ at }))
        .execute();
      await this.audit.append(work.tx, {
        tenantId,
        actorId: null,
        action: 'conversation.passed_on',
        target: overdue.id,
        details: { from: overdue.assigneeId, to: userId },
      });
    });
    return isDone;
  }
}
