import { Controller, Param } from '@nestjs/common';
import type { RestResponse } from '#shared/wire/rest.ts';
import { Allow } from '../auth/allow.ts';
import { CurrentPrincipal, type Principal } from '../auth/principal.ts';
import { FreshProof } from '../auth/proof.ts';
import { type ParsedBody, Route, RouteBody } from '../platform/http/contract.ts';
import { Erasures } from './erasures.ts';
import { ExportPerson } from './export-person.ts';

@Controller()
export class ErasureController {
  constructor(
    private readonly erasures: Erasures,
    private readonly person: ExportPerson,
  ) {}

  @Route('exportContact')
  @Allow('contact.export')
  @FreshProof()
  async exportContact(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @RouteBody('exportContact') { after }: ParsedBody<'exportContact'>,
  ): Promise<RestResponse<'exportContact'>> {
    return await this.person.part(principal, id, after);
  }

  @Route('countErasure')
  @Allow('contact.erase')
  async count(
    @CurrentPrincipal() { tenantId }: Principal,
    @Param('id') id: string,
  ): Promise<RestResponse<'countErasure'>> {
    return await this.erasures.count(tenantId, id);
  }

  @Route('eraseContact')
  @Allow('contact.erase')
  @FreshProof()
  async erase(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
  ): Promise<RestResponse<'eraseContact'>> {
    return { erasure: await this.erasures.ask(principal, id) };
  }

  @Route('listErasures')
  @Allow('contact.erase')
  async list(@CurrentPrincipal() { tenantId }: Principal): Promise<RestResponse<'listErasures'>> {
    return { erasures: await this.erasures.list(tenantId) };
  }

  @Route('erasure')
  @Allow('contact.erase')
  async get(@CurrentPrincipal() { tenantId }: Principal, @Param('id') id: string): Promise<RestResponse<'erasure'>> {
    return { erasure: await this.erasures.get(tenantId, id) };
  }

  @Route('cancelErasure')
  @Allow('contact.erase')
  async cancel(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
  ): Promise<RestResponse<'cancelErasure'>> {
    return { erasure: await this.erasures.cancel(principal, id) };
  }

  @Route('confirmErasure')
  @Allow('signed_in')
  async confirm(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
  ): Promise<RestResponse<'confirmErasure'>> {
    await this.erasures.confirm(principal, id);
    return { success: true };
  }
}
