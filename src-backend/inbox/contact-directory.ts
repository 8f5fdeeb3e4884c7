import { Inject, Injectable } from '@nestjs/common';
import type { Contact } from '#shared/contact.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { findRecipient, loadContactsByIds } from './contacts.repository.ts';
import { readPhones } from './read-phones.ts';

/** Contacts as desktops get them, and how WhatsApp reaches them, for those who don't take part in conversations. */
@Injectable()
export class ContactDirectory {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  /** In no order; those that are gone are missing. */
  async byIds(tenantId: string, ids: readonly string[]): Promise<Contact[]> {
    return await loadContactsByIds(this.db, tenantId, ids);
  }

  /** As Meta takes it in a call for this business account; null when there is no way to them. */
  async recipient(
    tenantId: string,
    contactId: string,
    wabaId: string,
  ): Promise<{ to: string } | { recipient: string } | null> {
    return await findRecipient(this.db, tenantId, contactId, wabaId);
  }

  /** Digits of recipients in any human form, one for each. Throws `invalid_input` for what is no phone number. */
  async readPhones(tenantId: string, written: readonly string[], country: string | null): Promise<string[]> {
    return await readPhones(this.db, tenantId, written, country);
  }
}
