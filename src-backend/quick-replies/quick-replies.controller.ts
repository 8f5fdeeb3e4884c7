import { Controller, Param } from '@nestjs/common';
import { LibraryItemId } from '#shared/ids.ts';
import type { RestResponse } from '#shared/wire/rest.ts';
import { Allow } from '../auth/allow.ts';
import { CurrentPrincipal, type Principal } from '../auth/principal.ts';
import { type ParsedBody, Route, RouteBody, ZodPipe } from '../platform/http/contract.ts';
import { QuickReplies } from './quick-replies.service.ts';

const id = new ZodPipe(LibraryItemId);

@Controller()
export class QuickRepliesController {
  constructor(private readonly quickReplies: QuickReplies) {}

  @Route('listQuickReplies')
  @Allow('inbox.read')
  async list(@CurrentPrincipal() { tenantId }: Principal): Promise<RestResponse<'listQuickReplies'>> {
    return { success: true, data: await this.quickReplies.list(tenantId) };
  }

  @Route('createQuickReply', 201)
  @Allow('library.share')
  async create(
    @CurrentPrincipal() principal: Principal,
    @RouteBody('createQuickReply') body: ParsedBody<'createQuickReply'>,
  ): Promise<RestResponse<'createQuickReply'>> {
    return { success: true, data: await this.quickReplies.create(principal, body) };
  }

  @Route('updateQuickReply')
  @Allow('library.share')
  async change(
    @CurrentPrincipal() principal: Principal,
    @Param('id', id) quickReplyId: LibraryItemId,
    @RouteBody('updateQuickReply') body: ParsedBody<'updateQuickReply'>,
  ): Promise<RestResponse<'updateQuickReply'>> {
    return { success: true, data: await this.quickReplies.change(principal, quickReplyId, body) };
  }

  @Route('deleteQuickReply')
  @Allow('library.share')
  async remove(
    @CurrentPrincipal() principal: Principal,
    @Param('id', id) quickReplyId: LibraryItemId,
  ): Promise<RestResponse<'deleteQuickReply'>> {
    await this.quickReplies.remove(principal, quickReplyId);
    return { success: true };
  }
}
