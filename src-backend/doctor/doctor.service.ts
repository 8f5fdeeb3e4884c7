import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import type { AccountId } from '#shared/ids.ts';
import {
  type DoctorCheck,
  DoctorCheckId,
  type DoctorPart,
  doctorParts,
  type DoctorReport,
} from '#shared/wire/doctor-routes.ts';
import { AccountSecrets } from '../accounts/account-secrets.ts';
import { type AccountRow, AccountsService } from '../accounts/accounts.service.ts';
import { WebhookAddress } from '../accounts/webhook-address.ts';
import { AuditLog } from '../audit/audit-log.ts';
import type { Principal } from '../auth/principal.ts';
import { CONFIG, type Config } from '../config.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { failed, type Finding, judgeMeta, skipped } from './judge-meta.ts';
import { MetaInterview } from './meta-facts.ts';
import { RoundTrip, type RoundTripTest } from './round-trip.ts';
import { WebhookProbe } from './webhook-probe.ts';

const titles: Readonly<Record<DoctorCheckId, string>> = {
  public_url: 'Public address',
  token: 'Access token',
  scopes: 'Permissions of the token',
  waba: 'WhatsApp Business Account',
  number: 'Phone number',
  registration: 'Registration of the number',
  subscription: 'Subscription of the app',
  callback: 'Callback',
  verify_token: 'Verify token',
  signature: 'Signature',
  fields: 'Webhook fields',
  quality: 'Quality',
  payment: 'Payment and standing',
  round_trip: 'Test message and back',
};

/** Examines one account from our public address to a message and back, each step with evidence and remedy. */
@Injectable()
export class DoctorService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE) private readonly db: Db,
    private readonly accounts: AccountsService,
    private readonly secrets: AccountSecrets,
    private readonly interview: MetaInterview,
    private readonly probe: WebhookProbe,
    private readonly roundTrip: RoundTrip,
    private readonly webhook: WebhookAddress,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** `test` null: nothing is sent. `only`: one part of the checks. Throws `not_found`, also for another company's account. */
  async examine(
    principal: Principal,
    accountId: AccountId,
    test: RoundTripTest | null,
    only?: DoctorPart,
  ): Promise<DoctorReport> {
    const row = await this.accounts.row(principal.tenantId, accountId);
    if (row === undefined) throw new AppError('not_found', 'There is no such account in your company');
    const asked = (part: DoctorPart): boolean => only === undefined || only === part;
    const findings = [
      ...(asked('webhook') ? await this.probe.probe(row) : []),
      ...(asked('meta') ? await this.askMeta(row) : []),
      ...(asked('message') ? [await this.sendTest(principal, accountId, test)] : []),
    ];
    const byId = new Map(findings.map((finding) => [finding.id, finding]));
    const checks = DoctorCheckId.options
      .map((id, index): DoctorCheck => {
        const finding = byId.get(id) ?? skipped(id, 'It could not be looked at');
        return { number: index + 1, title: titles[id], ...finding };
      })
      .filter(({ id }) => only === undefined || doctorParts[only].includes(id));
    return {
      accountId,
      checkedAt: new Date(this.clock.now()).toISOString(),
      healthy: checks.every(({ status }) => status !== 'failed'),
      checks,
    };
  }

  private async askMeta(row: AccountRow): Promise<Finding[]> {
    const { phoneNumberId, wabaId, tenantId, id } = row;
    if (row.provider !== 'meta_cloud' || row.credentialSource !== 'stored') {
      return [skipped('token', 'This account uses an endpoint: its health is checked there')];
    }
    try {
      const facts = await this.interview.ask(row, await this.secrets.accessToken(tenantId, id));
      const { appId } = this.config;
      const webhookUrl = this.webhook.of(row);
      return judgeMeta(facts, { phoneNumberId, wabaId, appId, webhookUrl, now: this.clock.now() });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return [failed('token', error.message, 'Enter the token in Admin → Accounts')];
    }
  }

  private async sendTest(principal: Principal, accountId: AccountId, test: RoundTripTest | null): Promise<Finding> {
    if (test === null) {
      return skipped('round_trip', 'No test message was asked for', 'Send one to a phone of your own');
    }
    const { tenantId, userId: actorId } = principal;
    const finding = await this.roundTrip.make(principal, accountId, test);
    await this.db.transaction().execute(async (tx) => {
      await this.audit.append(tx, {
        tenantId,
        actorId,
        action: 'doctor.round_trip',
        target: accountId,
        details: { status: finding.status },
      });
    });
    return finding;
  }
}
