import { Controller, Param } from '@nestjs/common';
import { z } from 'zod';
import type { RestResponse } from '#shared/wire/rest.ts';
import { Allow } from '../auth/allow.ts';
import { CurrentPrincipal, type Principal } from '../auth/principal.ts';
import { type ParsedQuery, Route, RouteQuery, ZodPipe } from '../platform/http/contract.ts';
import { WebhooksService } from './webhooks.service.ts';

// What is no number is no webhook, either.
const webhookId = new ZodPipe(z.coerce.number().pipe(z.int().min(1)).catch(0));

@Controller()
export class WebhooksController {
  constructor(private readonly webhooks: WebhooksService) {}

  @Route('listWebhooks')
  @Allow('webhook.read')
  async list(
    @CurrentPrincipal() principal: Principal,
    @RouteQuery('listWebhooks') query: ParsedQuery<'listWebhooks'>,
  ): Promise<RestResponse<'listWebhooks'>> {
    return { webhooks: await this.webhooks.list(principal, query) };
  }

  @Route('inspectWebhook')
  @Allow('webhook.read')
  async inspect(
    @CurrentPrincipal() principal: Principal,
    @Param('id', webhookId) id: number,
  ): Promise<RestResponse<'inspectWebhook'>> {
    return await this.webhooks.inspect(principal, id);
  }

  @Route('replayWebhook')
  @Allow('webhook.replay')
  async replay(
    @CurrentPrincipal() principal: Principal,
    @Param('id', webhookId) id: number,
  ): Promise<RestResponse<'replayWebhook'>> {
    return await this.webhooks.replay(principal, id);
  }
}
