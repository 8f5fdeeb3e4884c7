import { Controller, Headers, Param } from '@nestjs/common';
import { CampaignId } from '#shared/ids.ts';
import { paginationOf } from '#shared/wire/paging.ts';
import type { RestResponse } from '#shared/wire/rest.ts';
import { Allow } from '../auth/allow.ts';
import { CurrentPrincipal, type Principal } from '../auth/principal.ts';
import { readIdempotencyKey } from '../crm-inbox/idempotency-key.ts';
import { type ParsedBody, type ParsedQuery, Route, RouteBody, RouteQuery, ZodPipe } from '../platform/http/contract.ts';
import { CampaignsService } from './campaigns.service.ts';

const id = new ZodPipe(CampaignId);

@Controller()
export class CampaignsController {
  constructor(private readonly campaigns: CampaignsService) {}

  @Route('listCampaigns')
  @Allow('campaign.read')
  async list(
    @CurrentPrincipal() { tenantId }: Principal,
    @RouteQuery('listCampaigns') query: ParsedQuery<'listCampaigns'>,
  ): Promise<RestResponse<'listCampaigns'>> {
    const { campaigns, total } = await this.campaigns.list({ tenantId }, query);
    return { success: true, data: campaigns, pagination: paginationOf(query, total) };
  }

  @Route('createCampaign', 201)
  @Allow('campaign.write')
  async create(
    @CurrentPrincipal() { tenantId, userId }: Principal,
    @Headers('idempotency-key') keyHeader: unknown,
    @RouteBody('createCampaign') body: ParsedBody<'createCampaign'>,
  ): Promise<RestResponse<'createCampaign'>> {
    const key = readIdempotencyKey(keyHeader);
    const requestKey = key === null ? null : `user:${userId}:${key}`;
    return { success: true, data: await this.campaigns.create({ ...body, tenantId, createdBy: userId, requestKey }) };
  }

  @Route('campaign')
  @Allow('campaign.read')
  async get(
    @CurrentPrincipal() { tenantId }: Principal,
    @Param('id', id) campaignId: CampaignId,
  ): Promise<RestResponse<'campaign'>> {
    return { success: true, data: await this.campaigns.get({ tenantId }, campaignId) };
  }

  @Route('campaignRecipients')
  @Allow('campaign.read')
  async recipients(
    @CurrentPrincipal() { tenantId }: Principal,
    @Param('id', id) campaignId: CampaignId,
    @RouteQuery('campaignRecipients') query: ParsedQuery<'campaignRecipients'>,
  ): Promise<RestResponse<'campaignRecipients'>> {
    const { recipients, total } = await this.campaigns.recipients({ tenantId }, campaignId, query);
    return { success: true, data: recipients, pagination: paginationOf(query, total) };
  }

  @Route('pauseCampaign')
  @Allow('campaign.write')
  async pause(
    @CurrentPrincipal() { tenantId, userId }: Principal,
    @Param('id', id) campaignId: CampaignId,
  ): Promise<RestResponse<'pauseCampaign'>> {
    return { success: true, data: await this.campaigns.act({ tenantId }, campaignId, 'pause', userId) };
  }

  @Route('resumeCampaign')
  @Allow('campaign.write')
  async resume(
    @CurrentPrincipal() { tenantId, userId }: Principal,
    @Param('id', id) campaignId: CampaignId,
  ): Promise<RestResponse<'resumeCampaign'>> {
    return { success: true, data: await this.campaigns.act({ tenantId }, campaignId, 'resume', userId) };
  }

  @Route('cancelCampaign')
  @Allow('campaign.write')
  async cancel(
    @CurrentPrincipal() { tenantId, userId }: Principal,
    @Param('id', id) campaignId: CampaignId,
  ): Promise<RestResponse<'cancelCampaign'>> {
    return { success: true, data: await this.campaigns.act({ tenantId }, campaignId, 'cancel', userId) };
  }
}
