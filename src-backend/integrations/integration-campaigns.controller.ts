import { Controller, Headers, Param } from '@nestjs/common';
import { CampaignId } from '#shared/ids.ts';
import type { RestResponse } from '#shared/wire/rest.ts';
import { TemplateToSend } from '#shared/wire/to-person.ts';
import { AllowIntegration } from '../auth/allow.ts';
import { CurrentIntegration, type IntegrationPrincipal } from '../auth/principal.ts';
import { CampaignsService } from '../campaigns/campaigns.service.ts';
import { readIdempotencyKey } from '../crm-inbox/idempotency-key.ts';
import { type ParsedBody, type ParsedQuery, Route, RouteBody, RouteQuery, ZodPipe } from '../platform/http/contract.ts';
import { IntegrationTemplates } from './integration-templates.ts';

const campaignId = new ZodPipe(CampaignId);

/** Templates, one by one and in bulk, for programs (I-5). */
@Controller()
export class IntegrationCampaignsController {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly templates: IntegrationTemplates,
  ) {}

  @Route('integrationTemplates')
  @AllowIntegration()
  async list(
    @CurrentIntegration() integration: IntegrationPrincipal,
    @RouteQuery('integrationTemplates') query: ParsedQuery<'integrationTemplates'>,
  ): Promise<RestResponse<'integrationTemplates'>> {
    return { success: true, data: await this.templates.list(integration, query) };
  }

  @Route('integrationTemplateCreate', 201)
  @AllowIntegration()
  async create(
    @CurrentIntegration() integration: IntegrationPrincipal,
    @RouteBody('integrationTemplateCreate') body: ParsedBody<'integrationTemplateCreate'>,
  ): Promise<RestResponse<'integrationTemplateCreate'>> {
    const data = await this.templates.create(integration, body);
    const message = data.status === 'APPROVED' ? 'Template is approved' : `Template is at WhatsApp: ${data.status}`;
    return { success: true, message, data };
  }

  @Route('integrationTemplateSend', 202)
  @AllowIntegration()
  async send(
    @CurrentIntegration() { tenantId, accountId, name: integration }: IntegrationPrincipal,
    @Param('name', new ZodPipe(TemplateToSend.shape.name)) name: string,
    @Headers('idempotency-key') keyHeader: unknown,
    @RouteBody('integrationTemplateSend') body: ParsedBody<'integrationTemplateSend'>,
  ): Promise<RestResponse<'integrationTemplateSend'>> {
    const { language, components, recipients, perMinute, campaignName } = body;
    const key = readIdempotencyKey(keyHeader);
    const data = await this.campaigns.create({
      tenantId,
      accountId,
      name: campaignName,
      template: { name, language, components },
      recipients,
      perMinute,
      createdBy: null,
      requestKey: key === null ? null : `integration:${key}`,
    });
    const { total } = data.counts;
    const people = total === 1 ? '1 person' : `${total} people`;
    return { success: true, message: `Template is being sent to ${people} via ${integration}`, data };
  }

  @Route('integrationCampaign')
  @AllowIntegration()
  async get(
    @CurrentIntegration() integration: IntegrationPrincipal,
    @Param('id', campaignId) id: CampaignId,
  ): Promise<RestResponse<'integrationCampaign'>> {
    return { success: true, data: await this.campaigns.get(scopeOf(integration), id) };
  }

  @Route('integrationCampaignCancel')
  @AllowIntegration()
  async cancel(
    @CurrentIntegration() integration: IntegrationPrincipal,
    @Param('id', campaignId) id: CampaignId,
  ): Promise<RestResponse<'integrationCampaignCancel'>> {
    return { success: true, data: await this.campaigns.act(scopeOf(integration), id, 'cancel', null) };
  }
}

const scopeOf = ({ tenantId, accountId }: IntegrationPrincipal) => ({ tenantId, accountId });
