import { Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import { paginationOf } from '#shared/wire/paging.ts';
import type { RestBody, RestResponse } from '#shared/wire/rest.ts';
import { AccountsService } from '../accounts/accounts.service.ts';
import type { IntegrationPrincipal } from '../auth/principal.ts';
import { Clock } from '../platform/clock.ts';
import type { Template } from '#shared/template.ts';
import { TemplateSync } from '../templates/template-sync.ts';
import { TemplatesService } from '../templates/templates.service.ts';

type Order = { -readonly [K in keyof RestBody<'integrationTemplateCreate'>]: RestBody<'integrationTemplateCreate'>[K] };

/** Webhooks keep the copies fresh; so old a copy is read again all the same before a program gets it. */
const freshMs = 5 * 60_000;

/** Templates for programs (I-5): the copies that people see, too. */
@Injectable()
export class IntegrationTemplates {
  constructor(
    private readonly accounts: AccountsService,
    private readonly templates: TemplatesService,
    private readonly sync: TemplateSync,
    private readonly clock: Clock,
  ) {}

  /** Throws `invalid_input`, and what reading them from Meta throws when there is no copy yet. */
  async list(
    { tenantId, accountId }: IntegrationPrincipal,
    query: { limit: number; offset: number; name?: string | undefined; status?: string | undefined },
  ): Promise<RestResponse<'integrationTemplates'>['data']> {
    const waba = { tenantId, wabaId: await this.wabaOf(tenantId, accountId) };
    const last = await this.sync.lastSync(waba);
    if (last === null) await this.sync.sync(waba);
    // An older copy is better than none.
    else if (this.clock.now() - last >= freshMs) await this.sync.sync(waba).catch(() => undefined);
    const { templates, total } = await this.templates.page(tenantId, { ...query, wabaIds: [waba.wabaId] });
    return { templates: templates.map(toIntegrator), pagination: paginationOf(query, total) };
  }

  /** Throws `invalid_input` with Meta's words when it refuses the template, `account_cannot_send`, `upstream`. */
  async create(
    { tenantId, accountId }: IntegrationPrincipal,
    { language = 'en_US', ...order }: Order,
  ): Promise<RestResponse<'integrationTemplateCreate'>['data']> {
    await this.wabaOf(tenantId, accountId);
    const created = await this.templates.create({ tenantId, userId: null }, accountId, { ...order, language });
    const { components: _components, ...said } = toIntegrator(created);
    return said;
  }

  private async wabaOf(tenantId: string, accountId: string): Promise<string> {
    const account = await this.accounts.find(tenantId, accountId);
    if (account?.provider === 'meta_cloud') return account.wabaId;
    throw new AppError('invalid_input', 'Templates are only for numbers of WhatsApp’s Cloud API');
  }
}

/** Programs know templates by Meta's ids. */
function toIntegrator({ metaId, name, language, category, status, components }: Template) {
  return { id: metaId, name, language, category, status, components };
}
