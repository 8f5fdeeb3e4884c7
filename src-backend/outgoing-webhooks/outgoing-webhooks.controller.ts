import { Controller, Header, Param } from '@nestjs/common';
import { DeliveryId, SubscriptionId } from '#shared/ids.ts';
import { paginationOf } from '#shared/wire/paging.ts';
import type { RestResponse } from '#shared/wire/rest.ts';
import { Allow } from '../auth/allow.ts';
import { CurrentPrincipal, type Principal } from '../auth/principal.ts';
import { FreshProof } from '../auth/proof.ts';
import { StepUp } from '../auth/step-up.ts';
import { type ParsedBody, type ParsedQuery, Route, RouteBody, RouteQuery, ZodPipe } from '../platform/http/contract.ts';
import { SubscriptionsService } from './subscriptions.service.ts';

const id = new ZodPipe(SubscriptionId);

@Controller()
export class OutgoingWebhooksController {
  constructor(
    private readonly subscriptions: SubscriptionsService,
    private readonly stepUp: StepUp,
  ) {}

  @Route('listOutgoingWebhooks')
  @Allow('outgoingWebhook.write')
  async list(@CurrentPrincipal() { tenantId }: Principal): Promise<RestResponse<'listOutgoingWebhooks'>> {
    return { success: true, data: await this.subscriptions.list(tenantId) };
  }

  @Route('createOutgoingWebhook', 201)
  @Allow('outgoingWebhook.write')
  @FreshProof()
  @Header('cache-control', 'no-store')
  async create(
    @CurrentPrincipal() principal: Principal,
    @RouteBody('createOutgoingWebhook') body: ParsedBody<'createOutgoingWebhook'>,
  ): Promise<RestResponse<'createOutgoingWebhook'>> {
    return { success: true, data: await this.subscriptions.create(principal, body) };
  }

  @Route('changeOutgoingWebhook')
  @Allow('outgoingWebhook.write')
  async change(
    @CurrentPrincipal() principal: Principal,
    @Param('id', id) subscriptionId: SubscriptionId,
    @RouteBody('changeOutgoingWebhook') body: ParsedBody<'changeOutgoingWebhook'>,
  ): Promise<RestResponse<'changeOutgoingWebhook'>> {
    // Messages would go to somebody new; hearing of less, or nothing, never waits.
    if (body.url !== undefined || body.active === true) await this.stepUp.assertFresh(principal);
    return { success: true, data: await this.subscriptions.change(principal, subscriptionId, body) };
  }

  @Route('deleteOutgoingWebhook')
  @Allow('outgoingWebhook.write')
  async remove(
    @CurrentPrincipal() principal: Principal,
    @Param('id', id) subscriptionId: SubscriptionId,
  ): Promise<RestResponse<'deleteOutgoingWebhook'>> {
    await this.subscriptions.remove(principal, subscriptionId);
    return { success: true };
  }

  @Route('listWebhookDeliveries')
  @Allow('outgoingWebhook.write')
  async deliveries(
    @CurrentPrincipal() { tenantId }: Principal,
    @Param('id', id) subscriptionId: SubscriptionId,
    @RouteQuery('listWebhookDeliveries') query: ParsedQuery<'listWebhookDeliveries'>,
  ): Promise<RestResponse<'listWebhookDeliveries'>> {
    const { deliveries, total } = await this.subscriptions.deliveries(tenantId, subscriptionId, query);
    return { success: true, data: deliveries, pagination: paginationOf(query, total) };
  }

  @Route('replayWebhookDelivery')
  @Allow('outgoingWebhook.write')
  async replay(
    @CurrentPrincipal() principal: Principal,
    @Param('id', id) subscriptionId: SubscriptionId,
    @Param('deliveryId', new ZodPipe(DeliveryId)) deliveryId: DeliveryId,
  ): Promise<RestResponse<'replayWebhookDelivery'>> {
    return { success: true, data: await this.subscriptions.replay(principal, subscriptionId, deliveryId) };
  }
}
