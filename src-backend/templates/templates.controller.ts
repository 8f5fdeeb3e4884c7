import { Controller, Headers, Inject, Param } from '@nestjs/common';
import { TemplateId } from '#shared/ids.ts';
import { paginationOf } from '#shared/wire/paging.ts';
import type { RestResponse } from '#shared/wire/rest.ts';
import { AuditLog } from '../audit/audit-log.ts';
import { Allow } from '../auth/allow.ts';
import { CurrentPrincipal, type Principal } from '../auth/principal.ts';
import { readIdempotencyKey } from '../crm-inbox/idempotency-key.ts';
import { toMessageView } from '../crm-inbox/views.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { type ParsedBody, type ParsedQuery, Route, RouteBody, RouteQuery, ZodPipe } from '../platform/http/contract.ts';
import { TemplateSync } from './template-sync.ts';
import { toTemplateView } from './template-view.ts';
import { TemplatesService } from './templates.service.ts';

const templateId = new ZodPipe(TemplateId);

@Controller()
export class TemplatesController {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly templates: TemplatesService,
    private readonly syncs: TemplateSync,
    private readonly audit: AuditLog,
  ) {}

  @Route('listTemplates')
  @Allow('template.read')
  async list(
    @CurrentPrincipal() { tenantId }: Principal,
    @RouteQuery('listTemplates') query: ParsedQuery<'listTemplates'>,
  ): Promise<RestResponse<'listTemplates'>> {
    const { integrationId, ...filter } = query;
    const wabaIds = integrationId === undefined ? undefined : await this.syncs.wabasOf(tenantId, integrationId);
    const { templates, total } = await this.templates.page(tenantId, { ...filter, wabaIds });
    return { success: true, data: templates.map(toTemplateView), pagination: paginationOf(query, total) };
  }

  @Route('syncTemplates')
  @Allow('template.write')
  async sync(
    @CurrentPrincipal() { tenantId, userId: actorId }: Principal,
    @RouteBody('syncTemplates') body: ParsedBody<'syncTemplates'>,
  ): Promise<RestResponse<'syncTemplates'>> {
    const wabaIds = await this.syncs.wabasOf(tenantId, body?.integrationId);
    const { added, updated, removed } = await this.syncs.syncAll(tenantId, wabaIds);
    const data = { added, updated, removed };
    await this.db.transaction().execute(async (tx) => {
      const target = body?.integrationId ?? null;
      await this.audit.append(tx, { tenantId, actorId, action: 'template.synced', target, details: data });
    });
    return { success: true, data };
  }

  @Route('templateSyncs')
  @Allow('template.read')
  async progress(
    @CurrentPrincipal() { tenantId }: Principal,
    @RouteQuery('templateSyncs') { integrationId }: ParsedQuery<'templateSyncs'>,
  ): Promise<RestResponse<'templateSyncs'>> {
    const rows = await this.syncs.progress(tenantId, await this.syncs.wabasOf(tenantId, integrationId));
    const data = rows.map(({ wabaId, isRunning, startedAt, finishedAt, seen, added, updated, removed, error }) => ({
      businessAccountId: wabaId,
      running: isRunning,
      startedAt: iso(startedAt),
      finishedAt: finishedAt === null ? null : iso(finishedAt),
      seen,
      added,
      updated,
      removed,
      error,
    }));
    return { success: true, data };
  }

  @Route('templateUses')
  @Allow('template.read')
  async uses(
    @CurrentPrincipal() { tenantId }: Principal,
    @RouteQuery('templateUses') { days }: ParsedQuery<'templateUses'>,
  ): Promise<RestResponse<'templateUses'>> {
    return { success: true, data: await this.templates.uses(tenantId, days) };
  }

  @Route('uploadTemplateSample', 201)
  @Allow('template.write')
  async uploadSample(
    @CurrentPrincipal() { tenantId }: Principal,
    @RouteBody('uploadTemplateSample') { integrationId, mediaId }: ParsedBody<'uploadTemplateSample'>,
  ): Promise<RestResponse<'uploadTemplateSample'>> {
    const handle = await this.templates.uploadSample(tenantId, integrationId, mediaId);
    return { success: true, data: { handle } };
  }

  @Route('createTemplate', 201)
  @Allow('template.write')
  async create(
    @CurrentPrincipal() principal: Principal,
    @RouteBody('createTemplate') { integrationId, ...order }: ParsedBody<'createTemplate'>,
  ): Promise<RestResponse<'createTemplate'>> {
    return { success: true, data: toTemplateView(await this.templates.create(principal, integrationId, order)) };
  }

  @Route('template')
  @Allow('template.read')
  async get(
    @CurrentPrincipal() { tenantId }: Principal,
    @Param('id', templateId) id: TemplateId,
  ): Promise<RestResponse<'template'>> {
    return { success: true, data: toTemplateView(await this.templates.get(tenantId, id)) };
  }

  @Route('editTemplate')
  @Allow('template.write')
  async edit(
    @CurrentPrincipal() principal: Principal,
    @Param('id', templateId) id: TemplateId,
    @RouteBody('editTemplate') body: ParsedBody<'editTemplate'>,
  ): Promise<RestResponse<'editTemplate'>> {
    return { success: true, data: toTemplateView(await this.templates.edit(principal, id, body)) };
  }

  @Route('deleteTemplate')
  @Allow('template.write')
  async remove(
    @CurrentPrincipal() principal: Principal,
    @Param('id', templateId) id: TemplateId,
  ): Promise<RestResponse<'deleteTemplate'>> {
    await this.templates.remove(principal, id);
    return { success: true };
  }

  @Route('testTemplate', 202)
  @Allow('template.write')
  async test(
    @CurrentPrincipal() principal: Principal,
    @Param('id', templateId) id: TemplateId,
    @Headers('idempotency-key') keyHeader: unknown,
    @RouteBody('testTemplate') { integrationId, to, values }: ParsedBody<'testTemplate'>,
  ): Promise<RestResponse<'testTemplate'>> {
    const key = readIdempotencyKey(keyHeader);
    const idempotencyKey = key === null ? null : { scope: `user:${principal.userId}`, key };
    const message = await this.templates.test(principal, id, { accountId: integrationId, to, values, idempotencyKey });
    return { success: true, data: toMessageView(message) };
  }

  @Route('templateAnalytics')
  @Allow('template.read')
  async analytics(
    @CurrentPrincipal() { tenantId }: Principal,
    @Param('id', templateId) id: TemplateId,
    @RouteQuery('templateAnalytics') { days }: ParsedQuery<'templateAnalytics'>,
  ): Promise<RestResponse<'templateAnalytics'>> {
    return { success: true, data: await this.templates.analytics(tenantId, id, days) };
  }

  @Route('templateHistory')
  @Allow('template.read')
  async history(
    @CurrentPrincipal() { tenantId }: Principal,
    @Param('id', templateId) id: TemplateId,
  ): Promise<RestResponse<'templateHistory'>> {
    return { success: true, data: await this.templates.history(tenantId, id) };
  }
}

const iso = (at: number): string => new Date(at).toISOString();
