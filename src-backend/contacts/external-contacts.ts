import { Injectable } from '@nestjs/common';
import type { Contact } from '#shared/contact.ts';
import { AppError } from '#shared/error.ts';
import type { ContactTable } from '../platform/database/tables.ts';
import * as book from './contact-book.repository.ts';
import { type Actor, aliasKey, ContactsService, type ContactWork } from './contacts.service.ts';
import type { ContactEdit } from './edit-profile.ts';

export interface ExternalContact extends ContactEdit {
  name?: string | undefined;
  phone?: string | undefined;
}

/** Contacts by the id they have in a CRM: the one that has it, else the one that has the phone, else a new one. */
@Injectable()
export class ExternalContacts {
  constructor(private readonly contacts: ContactsService) {}

  /**
   * Telling the same again changes nothing. Who was merged is written to as whom they were merged into. Throws
   * `invalid_input` when a new contact has neither name nor phone, `conflict` when id and phone are of two people.
   */
  async put(
    actor: Actor,
    { crm, externalId }: { crm: string; externalId: string },
    input: ExternalContact,
  ): Promise<{ contact: Contact; created: boolean }> {
    const { phone, ...edit } = input;
    const alias = { kind: 'crm', crm, value: externalId } as const;
    const { id, created } = await this.contacts.work(actor, async (work) => {
      const byId = await this.owner(work, aliasKey(alias));
      const byPhone =
        phone === undefined ? undefined : await this.owner(work, aliasKey({ kind: 'phone', value: phone }));
      if (byId === undefined && byPhone === undefined && input.name === undefined && phone === undefined) {
        throw new AppError('invalid_input', 'name: a new contact needs a name or a phone', {
          details: { field: 'name' },
        });
      }
      const contact = await this.one(work, byId, byPhone, input.name ?? '');
      const isNew = byId === undefined && byPhone === undefined;
      const linked = byId === undefined && (await this.contacts.link(work, contact, alias));
      const reachable =
        phone !== undefined &&
        byPhone === undefined &&
        (await this.contacts.link(work, contact, { kind: 'phone', value: phone }));
      const changed = await this.contacts.apply(work, contact, edit);
      if (isNew) await work.changed(contact, 'contact.created', { crm });
      else if (linked || reachable || changed) await work.changed(contact, 'contact.updated', { crm });
      return { id: contact.id, created: isNew };
    });
    return { contact: await this.contacts.get(actor.tenantId, id), created };
  }

  /** Two that turn out to be one person are merged when only one of them could be written to; else a person decides. */
  private async one(
    work: ContactWork,
    byId: ContactTable | undefined,
    byPhone: ContactTable | undefined,
    name: string,
  ): Promise<ContactTable> {
    if (byId === undefined || byPhone === undefined || byId.id === byPhone.id) {
      return byId ?? byPhone ?? (await this.contacts.add(work, name));
    }
    if (await book.hasAliasOfKind(work.tx, work.tenantId, byId.id, 'phone')) {
      throw new AppError('conflict', 'The id and the phone belong to two contacts: merge them if they are one person', {
        details: { field: 'phone', contactId: byPhone.id },
      });
    }
    byId.mergedInto = byPhone.id;
    await work.changed(byId, 'contact.merged', { into: byPhone.id });
    return byPhone;
  }

  private async owner(
    { tx, tenantId }: ContactWork,
    key: ReturnType<typeof aliasKey>,
  ): Promise<ContactTable | undefined> {
    const alias = await book.findAlias(tx, tenantId, key);
    return alias === undefined ? undefined : await book.findRoot(tx, tenantId, alias.contactId);
  }
}
