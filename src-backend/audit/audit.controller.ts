import { Controller, Inject } from '@nestjs/common';
import type { RestResponse } from '#shared/wire/rest.ts';
import { Allow } from '../auth/allow.ts';
import { CurrentPrincipal, type Principal } from '../auth/principal.ts';
import { CONFIG, type Config } from '../config.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { type ParsedQuery, Route, RouteQuery } from '../platform/http/contract.ts';
import { anchorKey, readAnchors } from './anchor-file.ts';
import { chainHead, verifyChain } from './audit-chain.ts';
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
  async verify(
    @CurrentPrincipal() { tenantId }: Principal,
    @RouteQuery('verifyAudit') { after, hash, atLeast }: ParsedQuery<'verifyAudit'>,
  ): Promise<RestResponse<'verifyAudit'>> {
    const { auditAnchorFile, jwtSecret } = this.config;
    const known =
      auditAnchorFile === null ? [] : readAnchors(auditAnchorFile, anchorKey(jwtSecret)).heads.get(tenantId);
    const span = { after: { seq: after, hash }, ...(atLeast === undefined ? {} : { atLeast }) };
    const [verdict, since, head] = await Promise.all([
      verifyChain(this.db, tenantId, known, span),
      this.audit.beganAt(this.db, tenantId),
      chainHead(this.db, tenantId),
    ]);
    return { ...verdict, anchors: known?.length ?? 0, total: head.seq, since };
  }
}
