import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Campaign } from '#shared/campaign.ts';
import { AppError } from '#shared/error.ts';
import { type AccountId, type CampaignId, newId, type TenantId, type UserId } from '#shared/ids.ts';
import { canonicalPhone } from '#shared/phone.ts';
import type { Recipient } from '#shared/wire/campaigns-routes.ts';
import type { RestResponse } from '#shared/wire/rest.ts';
import type { TemplateToSend } from '#shared/wire/to-person.ts';
import { AccountsService } from '../accounts/accounts.service.ts';
import { type AuditAction, AuditLog } from '../audit/audit-log.ts';
import { ContactDirectory } from '../inbox/contact-directory.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db, serialise } from '../platform/database/database.ts';
import { TemplateGate } from '../templates/template-gate.ts';
import { CampaignResults } from './campaign-results.ts';
import { CampaignRunner } from './campaign-runner.ts';
import {
  type CampaignRow,
  changeState,
  countRecipients,
  findByRequestKey,
  findCampaign,
  insertCampaign,
  pageOfCampaigns,
  type RecipientRow,
  type Scope,
  skipWaiting,
} from './campaigns.repository.ts';

export interface CampaignOrder {
  tenantId: TenantId;
  accountId: AccountId;
  name?: string | undefined;
  template: TemplateToSend;
  recipients: readonly Recipient[];
  perMinute: number;
  /** null: a program's. */
  createdBy: UserId | null;
  /** The same key gives the same campaign. */
  requestKey: string | null;
}

interface Page {
  limit: number;
  offset: number;
}

const acts = {
  pause: { from: ['running'], to: 'paused', action: 'campaign.paused' },
  resume: { from: ['paused'], to: 'running', action: 'campaign.resumed' },
  cancel: { from: ['running', 'paused'], to: 'cancelled', action: 'campaign.cancelled' },
} as const satisfies Record<string, { from: readonly string[]; to: string; action: AuditAction }>;
export type CampaignAct = keyof typeof acts;

/** One template to many people. A campaign is on disk, with everyone it is for, before the first message goes out. */
@Injectable()
export class CampaignsService {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly clock: Clock,
    private readonly accounts: AccountsService,
    private readonly audit: AuditLog,
    private readonly results: CampaignResults,
    private readonly runner: CampaignRunner,
    private readonly contacts: ContactDirectory,
    private readonly templates: TemplateGate,
  ) {}

  /**
   * Throws `not_found` (account), `invalid_input` (a recipient, a template, a number that is switched off), and `conflict`
   * (the key was used for something else, the template can't be sent now).
   */
  async create(order: CampaignOrder): Promise<Campaign> {
    const { tenantId, accountId, template, requestKey } = order;
    const account = await this.accounts.find(tenantId, accountId);
    if (account === undefined) throw new AppError('not_found', 'There is no such account in your company');
    if (account.cannotSend === 'disabled' || account.cannotSend === 'not_configured') {
      throw new AppError('invalid_input', 'No active WhatsApp phone number configured for this account');
    }
    const known =
      requestKey === null ? undefined : await findByRequestKey(this.db, { tenantId, accountId }, requestKey);
    if (known === undefined && account.provider === 'meta_cloud') {
      await this.templates.assert({ tenantId, wabaId: account.wabaId }, template);
    }
    const id = newId<CampaignId>();
    const written = order.recipients.map(({ recipientPhone }) => recipientPhone);
    const recipients = toRows(order, id, await this.contacts.readPhones(tenantId, written, account.country));
    const now = this.clock.now();
    const campaign: CampaignRow = {
      tenantId,
      id,
      accountId,
      name: order.name ?? template.name,
      template: template.name,
      language: template.language,
      components: JSON.stringify(template.components),
      state: 'running',
      perMinute: order.perMinute,
      createdBy: order.createdBy,
      requestKey,
      requestHash: hashOf(template, order.recipients),
      createdAt: now,
      finishedAt: null,
    };
    const row = await this.db.transaction().execute(async (tx) => {
      await serialise(tx, `campaigns:${accountId}`);
      const known = requestKey === null ? undefined : await findByRequestKey(tx, { tenantId, accountId }, requestKey);
      if (known !== undefined) {
        if (known.requestHash === campaign.requestHash) return known;
        throw new AppError('conflict', 'This idempotency key was used for another campaign: choose a new key');
      }
      await insertCampaign(tx, campaign, recipients);
      await this.audit.append(tx, {
        tenantId,
        actorId: order.createdBy,
        action: 'campaign.created',
        target: id,
        details: { accountId, template: template.name, recipients: recipients.length },
      });
      return campaign;
    });
    this.runner.wake();
    return await this.results.campaign(row);
  }

  /** Throws `not_found`, also for another company's or account's. */
  async get(scope: Scope, id: string): Promise<Campaign> {
    return await this.results.campaign(await this.find(scope, id));
  }

  async list(scope: Scope, page: Page): Promise<{ campaigns: Campaign[]; total: number }> {
    const { rows, total } = await pageOfCampaigns(this.db, scope, page);
    const campaigns: Campaign[] = [];
    for (const row of rows) campaigns.push(await this.results.campaign(row));
    return { campaigns, total };
  }

  async recipients(
    scope: Scope,
    id: string,
    page: Page,
  ): Promise<{ recipients: RestResponse<'campaignRecipients'>['data']; total: number }> {
    const campaign = await this.find(scope, id);
    const recipients = await this.results.recipients(campaign, page);
    return { recipients, total: await countRecipients(this.db, campaign) };
  }

  /** Throws `not_found`, and `conflict` when it has come too late. */
  async act(scope: Scope, id: string, act: CampaignAct, actorId: UserId | null): Promise<Campaign> {
    const { from, to, action } = acts[act];
    const row = await this.find(scope, id);
    if (row.state === to) return await this.results.campaign(row);
    const changed = await this.db.transaction().execute(async (tx) => {
      const finishedAt = to === 'cancelled' ? this.clock.now() : null;
      const now = await changeState(tx, row, from, { state: to, finishedAt });
      if (now === undefined) throw new AppError('conflict', `The campaign can’t ${act} any more: it is ${row.state}`);
      if (to === 'cancelled') await skipWaiting(tx, row, 'The campaign was cancelled');
      await this.audit.append(tx, { tenantId: row.tenantId, actorId, action, target: id });
      return now;
    });
    this.runner.wake();
    return await this.results.campaign(changed);
  }

  private async find(scope: Scope, id: string): Promise<CampaignRow> {
    const row = await findCampaign(this.db, scope, id);
    if (row === undefined) throw new AppError('not_found', 'There is no such campaign');
    return row;
  }
}

/** Everyone once, however their number was written. `digits`: what each of them says. */
function toRows(
  { tenantId, recipients }: CampaignOrder,
  campaignId: CampaignId,
  digits: readonly string[],
): RecipientRow[] {
  const byPhone = new Map<string, RecipientRow>();
  for (const [index, { components }] of recipients.entries()) {
    const phone = canonicalPhone(digits[index] ?? '');
    if (byPhone.has(phone)) continue;
    byPhone.set(phone, {
      tenantId,
      campaignId,
      position: byPhone.size + 1,
      phone,
      components: components === null ? null : JSON.stringify(components),
      state: 'waiting',
      messageId: null,
      error: null,
    });
  }
  return [...byPhone.values()];
}

function hashOf(template: TemplateToSend, recipients: readonly Recipient[]): string {
  return createHash('sha256')
    .update(JSON.stringify([template, recipients]))
    .digest('hex');
}
