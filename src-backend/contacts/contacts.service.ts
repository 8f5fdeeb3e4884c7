import { Inject, Injectable } from '@nestjs/common';
import type { Contact, ContactNote } from '#shared/contact.ts';
import { AppError } from '#shared/error.ts';
import { type ContactId, type ContactNoteId, newId, type TenantId, type UserId } from '#shared/ids.ts';
import { canonicalPhone, toRecipientDigits } from '#shared/phone.ts';
import type { ConsentEntry, NewAlias } from '#shared/wire/contacts-routes.ts';
import { type AuditAction, AuditLog } from '../audit/audit-log.ts';
import { ContactDirectory } from '../inbox/contact-directory.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db, serialise, type Tx } from '../platform/database/database.ts';
import type { ContactTable } from '../platform/database/tables.ts';
import { ChangeLog } from '../sync/change-log.ts';
import { type NewConsent, recordConsent } from './consent.ts';
import * as book from './contact-book.repository.ts';
import { type ContactEdit, editProfile } from './edit-profile.ts';
import { insertNote, listNotes, noteVersion, toNote } from './notes.ts';
import { loadProfile, storeProfile } from './profiles.ts';

/** Who asks: a person, or null for a service of the company's. */
export interface Actor {
  tenantId: TenantId;
  userId: UserId | null;
}

/** One transaction that changes contacts of a company, in turn with what comes in from WhatsApp. */
export interface ContactWork {
  tx: Tx;
  tenantId: TenantId;
  /** Desktops are told of it, and the audit log. */
  changed: (contact: ContactTable, action: AuditAction, details?: Record<string, string>) => Promise<void>;
}

/** What people and a company's other programs say of contacts. */
@Injectable()
export class ContactsService {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly directory: ContactDirectory,
    private readonly changes: ChangeLog,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async list(tenantId: TenantId, search: book.ContactSearch): Promise<{ contacts: Contact[]; total: number }> {
    const { ids, total } = await book.searchContacts(this.db, tenantId, search);
    const found = new Map((await this.directory.byIds(tenantId, ids)).map((contact) => [contact.id, contact]));
    // Our own rows: the ids were made by newId.
    return { contacts: ids.flatMap((id) => found.get(id as ContactId) ?? []), total };
  }

  /** Throws `not_found`. */
  async get(tenantId: TenantId, id: string): Promise<Contact> {
    const [contact] = await this.directory.byIds(tenantId, [id]);
    if (contact === undefined) throw noContact();
    return contact;
  }

  /** With everything about them and whom they absorbed. Throws `not_found`. */
  async card(
    tenantId: TenantId,
    id: string,
  ): Promise<{ contact: Contact; merged: Contact[]; notes: ContactNote[]; consents: ConsentEntry[] }> {
    const contact = await this.get(tenantId, id);
    const mergedIds = await book.findMergedIds(this.db, tenantId, id);
    const ids = [id, ...mergedIds];
    const [merged, notes, consents] = [
      await this.directory.byIds(tenantId, mergedIds),
      await listNotes(this.db, tenantId, ids),
      await book.listConsents(this.db, tenantId, ids),
    ];
    return {
      contact,
      merged,
      notes: notes.map(toNote),
      // Our own rows: ids were made by newId, the rest was checked when it was written.
      consents: consents.map((row) => ({
        purpose: row.purpose as ConsentEntry['purpose'],
        state: row.state as ConsentEntry['state'],
        at: row.at,
        source: row.source,
        evidence: row.evidence,
        actorId: row.actorId as UserId | null,
      })),
    };
  }

  /** Throws `conflict` with `contactId` for a phone that somebody has. */
  async create(actor: Actor, input: { name: string; phone: string }): Promise<Contact> {
    const id = await this.work(actor, async (work) => {
      const contact = await this.add(work, input.name);
      await this.link(work, contact, { kind: 'phone', value: input.phone });
      await work.changed(contact, 'contact.created');
      return contact.id;
    });
    return await this.get(actor.tenantId, id);
  }

  async edit(actor: Actor, id: string, edit: ContactEdit): Promise<Contact> {
    await this.work(actor, async (work) => {
      const contact = await this.find(work, id);
      if (await this.apply(work, contact, edit)) await work.changed(contact, 'contact.updated');
    });
    return await this.get(actor.tenantId, id);
  }

  /** Throws `conflict` with `contactId` when somebody else has that name. */
  async addAlias(actor: Actor, id: string, alias: NewAlias): Promise<Contact> {
    await this.work(actor, async (work) => {
      const contact = await this.find(work, id);
      if (await this.link(work, contact, alias)) await work.changed(contact, 'contact.linked', { kind: alias.kind });
    });
    return await this.get(actor.tenantId, id);
  }

  async removeAlias(actor: Actor, id: string, alias: { kind: string; value: string }): Promise<Contact> {
    await this.work(actor, async (work) => {
      const contact = await this.find(work, id);
      const had = await book.deleteAlias(work.tx, actor.tenantId, id, alias);
      if (!had) throw new AppError('not_found', 'The contact has no such name');
      await work.changed(contact, 'contact.unlinked', { kind: alias.kind });
    });
    return await this.get(actor.tenantId, id);
  }

  /** Ruling 45: no row is moved, so that un-merging only clears the pointer. Throws `conflict`. */
  async merge(actor: Actor, id: string, into: string): Promise<Contact> {
    await this.work(actor, async (work) => {
      const contact = await this.find(work, id);
      if (contact.mergedInto !== null)
        throw new AppError('conflict', 'The contact is merged already: un-merge it first');
      const root = await book.findRoot(work.tx, actor.tenantId, into);
      if (root === undefined) throw noContact();
      if (root.id === id) throw new AppError('conflict', 'These two are the same contact already');
      contact.mergedInto = root.id;
      await work.changed(contact, 'contact.merged', { into: root.id });
    });
    return await this.get(actor.tenantId, id);
  }

  /** Throws `conflict` for a contact that stands for itself. */
  async unmerge(actor: Actor, id: string): Promise<Contact> {
    await this.work(actor, async (work) => {
      const contact = await this.find(work, id);
      if (contact.mergedInto === null) throw new AppError('conflict', 'The contact is not merged into another');
      const from = contact.mergedInto;
      contact.mergedInto = null;
      await work.changed(contact, 'contact.unmerged', { from });
    });
    return await this.get(actor.tenantId, id);
  }

  async addNote(actor: Actor & { userId: UserId }, contactId: string, text: string): Promise<ContactNote> {
    const { tenantId, userId: authorId } = actor;
    const id = newId<ContactNoteId>();
    const row = { tenantId, contactId, id, text, authorId, createdAt: this.clock.now() };
    await this.work(actor, async (work) => {
      await this.find(work, contactId);
      await insertNote(work.tx, row);
      await this.changes.append(work.tx, tenantId, [{ entity: 'contactNote', entityId: id, version: noteVersion }]);
    });
    return toNote(row);
  }

  async consent(actor: Actor, id: string, given: Omit<NewConsent, 'contactId' | 'actorId'>): Promise<Contact> {
    await this.work(actor, async (work) => {
      const contact = await this.find(work, id);
      const entry = { ...given, contactId: id, actorId: actor.userId };
      const isNew = await recordConsent(work.tx, actor.tenantId, entry, this.clock.now());
      const { purpose, state } = given;
      if (isNew) await work.changed(contact, 'contact.consent', { purpose, state });
    });
    return await this.get(actor.tenantId, id);
  }

  /** Runs in one transaction, then tells desktops. */
  async work<T>(actor: Actor, run: (work: ContactWork) => Promise<T>): Promise<T> {
    const { tenantId, userId: actorId } = actor;
    const result = await this.db.transaction().execute(async (tx) => {
      // The same turn as what comes in, which keeps contacts in memory until it writes them.
      await serialise(tx, `inbox ${tenantId}`);
      return await run({
        tx,
        tenantId,
        changed: async (contact, action, details = {}) => {
          const version = await book.bumpContact(tx, contact);
          await this.changes.append(tx, tenantId, [{ entity: 'contact', entityId: contact.id, version }]);
          await this.audit.append(tx, { tenantId, actorId, action, target: contact.id, details });
        },
      });
    });
    this.changes.announce(tenantId);
    return result;
  }

  async find({ tx, tenantId }: ContactWork, id: string): Promise<ContactTable> {
    const contact = await book.findContact(tx, tenantId, id);
    if (contact === undefined) throw noContact();
    return contact;
  }

  async add({ tx, tenantId }: ContactWork, name: string): Promise<ContactTable> {
    const id = newId<ContactId>();
    const row = { id, tenantId, name, mergedInto: null, version: 0, createdAt: this.clock.now() };
    await book.insertContact(tx, row);
    return row;
  }

  /** False when it has that name already. Throws `conflict` with `contactId`. */
  async link({ tx, tenantId }: ContactWork, contact: ContactTable, alias: NewAlias): Promise<boolean> {
    const key = aliasKey(alias);
    const known = await book.findAlias(tx, tenantId, key);
    if (known !== undefined) {
      if (known.contactId === contact.id) return false;
      throw new AppError('conflict', 'Another contact has that; merge the two if they are one person', {
        details: { contactId: known.contactId, field: alias.kind },
      });
    }
    await book.insertAlias(tx, { tenantId, ...key, contactId: contact.id, seenAt: this.clock.now() });
    return true;
  }

  /** True when something is other than before. Throws `invalid_input` for too much of it. */
  async apply({ tx, tenantId }: ContactWork, contact: ContactTable, edit: ContactEdit): Promise<boolean> {
    const before = await loadProfile(tx, tenantId, contact.id);
    const after = editProfile(before, edit);
    if (JSON.stringify(after) === JSON.stringify(before)) return false;
    await storeProfile(tx, tenantId, contact.id, after);
    return true;
  }
}

export function aliasKey(alias: NewAlias): { kind: string; scope: string; value: string } {
  return alias.kind === 'phone'
    ? { kind: 'phone', scope: '', value: canonicalPhone(toRecipientDigits(alias.value, null)) }
    : { kind: 'crm', scope: alias.crm, value: alias.value };
}

function noContact(): AppError {
  return new AppError('not_found', 'There is no such contact');
}
