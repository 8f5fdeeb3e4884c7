import { Controller, Inject } from '@nestjs/common';
import type { RestResponse } from '#shared/wire/rest.ts';
import { Allow } from '../auth/allow.ts';
import { CurrentPrincipal, type Principal } from '../auth/principal.ts';
import { CONFIG, type Config } from '../config.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { type ParsedQuery, Route, RouteQuery } from '../platform/http/contract.ts';
import { anchorKey, readAnchors } from './anchor-file.ts';
import { verifyChain } from './audit-chain.ts';
import { AuditLog } from './audit-log.ts';

@Controller()
export class AuditController {
  constructor(
    private readonly audit: AuditLog,
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Route('audit')
  @Allow('audit.read')
  async page(
    @CurrentPrincipal() principal: Principal,
    @RouteQuery('audit') query: ParsedQuery<'audit'>,
  ): Promise<RestResponse<'audit'>> {
    return { entries: await this.audit.list(this.db, principal.tenantId, query) };
  }

  @Route('verifyAudit')
  @Allow('audit.read')
  async verify(@CurrentPrincipal() { tenantId }: Principal): Promise<RestResponse<'verifyAudit'>> {
    const { auditAnchorFile, jwtSecret } = this.config;
    const known =
      auditAnchorFile === null ? [] : readAnchors(auditAnchorFile, anchorKey(jwtSecret)).heads.get(tenantId);
    return { ...(await verifyChain(this.db, tenantId, known)), anchors: known?.length ?? 0 };
  }
}
