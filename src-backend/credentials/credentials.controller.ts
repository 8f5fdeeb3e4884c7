import { Controller, Header, Param } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import { AccountId } from '#shared/ids.ts';
import type { RestResponse } from '#shared/wire/rest.ts';
import type { WhatsappConfig } from '#shared/wire/credentials-routes.ts';
import type { AccountRow } from '../accounts/accounts.service.ts';
import { AccountsService } from '../accounts/accounts.service.ts';
import { assertMayRefer } from '../accounts/token-reference.ts';
import { Allow, AllowService } from '../auth/allow.ts';
import {
  type Caller,
  CurrentCaller,
  CurrentPrincipal,
  type IntegrationPrincipal,
  type Principal,
} from '../auth/principal.ts';
import { FreshProof } from '../auth/proof.ts';
import { type ParsedBody, type ParsedQuery, Route, RouteBody, RouteQuery, ZodPipe } from '../platform/http/contract.ts';
import { companySuspended } from '../tenants/suspended.ts';
import { CredentialsService } from './credentials.service.ts';
import { KeyRotation } from './key-rotation.ts';
import { TenantNames } from './tenant-names.ts';

@Controller()
export class CredentialsController {
  constructor(
    private readonly credentials: CredentialsService,
    private readonly accounts: AccountsService,
    private readonly tenants: TenantNames,
    private readonly keys: KeyRotation,
  ) {}

  @Route('putWhatsappConfig')
  @Allow('account.write', { orService: true })
  @FreshProof()
  async configure(
    @CurrentCaller() caller: Exclude<Caller, IntegrationPrincipal>,
    @Param('tenantId') name: string,
    @RouteBody('putWhatsappConfig') body: ParsedBody<'putWhatsappConfig'>,
  ): Promise<RestResponse<'putWhatsappConfig'>> {
    const tenant = await this.tenants.resolve(caller, name);
    assertMayRefer(caller.kind === 'person' ? caller.person : null, body.accessToken);
    const { row, verification } = await this.credentials.configure(tenant, body);
    return { success: true, data: { config: toConfig(row, tenant.externalId), verification } };
  }

  @Route('metaCredentials')
  @AllowService()
  @Header('cache-control', 'no-store')
  async read(
    @Param('tenantId') name: string,
    @RouteQuery('metaCredentials') { phoneNumberId }: ParsedQuery<'metaCredentials'>,
  ): Promise<RestResponse<'metaCredentials'>> {
    const tenant = await this.tenants.find(name);
    if (tenant === undefined) throw new AppError('not_found', 'Credentials not found');
    if (tenant.isSuspended) throw companySuspended();
    return await this.credentials.read(tenant.tenantId, phoneNumberId);
  }

  @Route('makeDefaultIntegration')
  @Allow('account.write')
  async makeDefault(
    @CurrentPrincipal() principal: Principal,
    @Param('id', new ZodPipe(AccountId)) id: AccountId,
  ): Promise<RestResponse<'makeDefaultIntegration'>> {
    await this.accounts.makeDefault(principal, id);
    return { success: true };
  }

  @Route('rotateEncryptionKeys')
  @Allow('encryption.rotate')
  @FreshProof()
  async rotateKeys(@CurrentPrincipal() principal: Principal): Promise<RestResponse<'rotateEncryptionKeys'>> {
    return { success: true, data: await this.keys.rotate(principal) };
  }
}

function toConfig(row: AccountRow, externalId: string): WhatsappConfig {
  const { id, wabaId, phoneNumberId, businessId, displayPhoneNumber, qualityRating } = row;
  const { businessAccountId, verifyToken, configured, cannotSend } = row;
  return {
    id,
    tenantId: externalId,
    wabaId,
    phoneNumberId,
    businessId,
    displayPhoneNumber,
    qualityRating,
    isActive: row.isActive === 1,
    createdAt: new Date(row.createdAt).toISOString(),
    updatedAt: new Date(row.updatedAt).toISOString(),
    businessAccountId,
    verifyToken,
    // A number that Meta once confirmed goes on taking in; what was entered now may still be wrong.
    configured: configured === 1 && cannotSend !== 'token',
  };
}
