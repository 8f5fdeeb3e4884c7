import { Controller, Inject } from '@nestjs/common';
import type { RestResponse } from '#shared/wire/rest.ts';
import { Allow } from '../auth/allow.ts';
import { CurrentPrincipal, type Principal } from '../auth/principal.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { type ParsedQuery, Route, RouteQuery } from '../platform/http/contract.ts';
import { listMessagesBefore } from './messages.repository.ts';

/** What lies behind a desktop's cache. */
@Controller()
export class OlderMessagesController {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  @Route('olderMessages')
  @Allow('inbox.read')
  async olderMessages(
    @CurrentPrincipal() { tenantId }: Principal,
    @RouteQuery('olderMessages') query: ParsedQuery<'olderMessages'>,
  ): Promise<RestResponse<'olderMessages'>> {
    return { messages: await listMessagesBefore(this.db, tenantId, query) };
  }
}
