import { Controller, Param } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import type { TenantId } from '#shared/ids.ts';
import type { RestResponse } from '#shared/wire/rest.ts';
import { Allow } from '../auth/allow.ts';
import { type Caller, CurrentCaller, CurrentPrincipal, type Principal } from '../auth/principal.ts';
import { Clock } from '../platform/clock.ts';
import { type ParsedBody, type ParsedQuery, Route, RouteBody, RouteQuery } from '../platform/http/contract.ts';
import { TenantsService } from '../tenants/tenants.service.ts';
import { Blocking } from './blocking.ts';
import { type Actor, ContactsService } from './contacts.service.ts';
import { ExternalContacts } from './external-contacts.ts';

@Controller()
export class ContactsController {
  constructor(
    private readonly contacts: ContactsService,
    private readonly external: ExternalContacts,
    private readonly blocking: Blocking,
    private readonly tenants: TenantsService,
    private readonly clock: Clock,
  ) {}

  @Route('listContacts')
  @Allow('inbox.read')
  async list(
    @CurrentPrincipal() { tenantId }: Principal,
    @RouteQuery('listContacts') query: ParsedQuery<'listContacts'>,
  ): Promise<RestResponse<'listContacts'>> {
    return await this.contacts.list(tenantId, query);
  }

  @Route('getContact')
  @Allow('inbox.read')
  async get(@CurrentPrincipal() { tenantId }: Principal, @Param('id') id: string): Promise<RestResponse<'getContact'>> {
    return await this.contacts.card(tenantId, id);
  }

  @Route('createContact', 201)
  @Allow('contact.write')
  async create(
    @CurrentPrincipal() principal: Principal,
    @RouteBody('createContact') body: ParsedBody<'createContact'>,
  ): Promise<RestResponse<'createContact'>> {
    return { contact: await this.contacts.create(principal, body) };
  }

  @Route('updateContact')
  @Allow('contact.write')
  async update(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @RouteBody('updateContact') body: ParsedBody<'updateContact'>,
  ): Promise<RestResponse<'updateContact'>> {
    return { contact: await this.contacts.edit(principal, id, body) };
  }

  @Route('linkAlias')
  @Allow('contact.write')
  async link(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @RouteBody('linkAlias') body: ParsedBody<'linkAlias'>,
  ): Promise<RestResponse<'linkAlias'>> {
    return { contact: await this.contacts.addAlias(principal, id, body) };
  }

  @Route('unlinkAlias')
  @Allow('contact.write')
  async unlink(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @RouteQuery('unlinkAlias') query: ParsedQuery<'unlinkAlias'>,
  ): Promise<RestResponse<'unlinkAlias'>> {
    return { contact: await this.contacts.removeAlias(principal, id, query) };
  }

  @Route('mergeContact')
  @Allow('contact.write')
  async merge(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @RouteBody('mergeContact') { into }: ParsedBody<'mergeContact'>,
  ): Promise<RestResponse<'mergeContact'>> {
    return { contact: await this.contacts.merge(principal, id, into) };
  }

  @Route('unmergeContact')
  @Allow('contact.write')
  async unmerge(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
  ): Promise<RestResponse<'unmergeContact'>> {
    return { contact: await this.contacts.unmerge(principal, id) };
  }

  @Route('addContactNote', 201)
  @Allow('contact.write')
  async note(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @RouteBody('addContactNote') { text }: ParsedBody<'addContactNote'>,
  ): Promise<RestResponse<'addContactNote'>> {
    return { note: await this.contacts.addNote(principal, id, text) };
  }

  @Route('recordConsent')
  @Allow('contact.write')
  async consent(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @RouteBody('recordConsent') body: ParsedBody<'recordConsent'>,
  ): Promise<RestResponse<'recordConsent'>> {
    const { purpose, state, source, evidence = null, at = this.clock.now() } = body;
    return { contact: await this.contacts.consent(principal, id, { purpose, state, source, evidence, at }) };
  }

  @Route('blockContact')
  @Allow('contact.block')
  async block(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @RouteBody('blockContact') { accountIds }: ParsedBody<'blockContact'>,
  ): Promise<RestResponse<'blockContact'>> {
    return { contact: await this.blocking.set(principal, id, true, accountIds) };
  }

  @Route('unblockContact')
  @Allow('contact.block')
  async unblock(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @RouteBody('unblockContact') { accountIds }: ParsedBody<'unblockContact'>,
  ): Promise<RestResponse<'unblockContact'>> {
    return { contact: await this.blocking.set(principal, id, false, accountIds) };
  }

  @Route('putExternalContact')
  @Allow('contact.write', { orService: true })
  async putExternal(
    @CurrentCaller() caller: Exclude<Caller, { kind: 'integration' }>,
    @Param('crm') crm: string,
    @Param('id') externalId: string,
    @RouteQuery('putExternalContact') { tenant }: ParsedQuery<'putExternalContact'>,
    @RouteBody('putExternalContact') body: ParsedBody<'putExternalContact'>,
  ): Promise<RestResponse<'putExternalContact'>> {
    assertExternalName(crm, externalId);
    return await this.external.put(await this.actorOf(caller, tenant), { crm, externalId }, body);
  }

  private async actorOf(caller: Exclude<Caller, { kind: 'integration' }>, tenant?: string): Promise<Actor> {
    if (caller.kind === 'person') return caller.person;
    if (tenant === undefined) {
      throw new AppError('invalid_input', 'tenant: say which company is meant', { details: { field: 'tenant' } });
    }
    const { id } = await this.tenants.byReference(tenant);
    // Our own row: the id was made by newId.
    return { tenantId: id as TenantId, userId: null };
  }
}

function assertExternalName(crm: string, externalId: string): void {
  const field = !/^[a-z0-9_-]{1,32}$/.test(crm) ? 'crm' : externalId.length > 256 ? 'id' : null;
  if (field === null) return;
  const text = field === 'crm' ? 'must be 1 to 32 small letters, digits, - or _' : 'must have at most 256 characters';
  throw new AppError('invalid_input', `${field}: ${text}`, { details: { field } });
}
