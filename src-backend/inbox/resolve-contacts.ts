import { type ContactId, newId } from '#shared/ids.ts';
import { canonicalPhone } from '#shared/phone.ts';
import type { AliasKind } from '#shared/contact.ts';
import type { InboxWork } from './inbox-work.ts';
import { type AliasRow, type ContactRow, findAliases, findBsuidsOf, findContactRows } from './contacts.repository.ts';

/** A person as WhatsApp names them to one account. `scope`: the account's WABA, in which business-scoped ids are unique. */
export interface Sighting {
  scope: string;
  bsuid: string | null;
  waId: string | null;
  username: string | null;
  name: string | null;
  /** Epoch ms. */
  seenAt: number;
}

// `seenAt` is kept to the day: a busy customer must not cost a contact change with every message.
const renewAfterMs = 24 * 60 * 60 * 1000;

/**
 * Finds or creates the contacts that WhatsApp speaks of. The business-scoped id decides, then the phone in any of its
 * written forms; when both are given and only one was known, they are linked. A phone whose contact already has another
 * business-scoped id here was given to a new person by the phone company: it moves, the contacts stay apart.
 */
export class ContactResolver {
  private readonly work: InboxWork;
  private readonly aliases = new Map<string, AliasRow>();

  constructor(work: InboxWork) {
    this.work = work;
  }

  /** Reads what is known of all these people in a few statements. Call before `resolve`. */
  async preload(sightings: readonly Sighting[]): Promise<void> {
    const names = new Set<string>();
    const bsuids = new Map<string, { scope: string; value: string }>();
    for (const { scope, bsuid, waId, username } of sightings) {
      if (waId !== null) names.add(waId).add(canonicalPhone(waId));
      if (username !== null) names.add(username);
      if (bsuid !== null) bsuids.set(keyOf('bsuid', scope, bsuid), { scope, value: bsuid });
    }
    const { tx, tenantId } = this.work;
    const rows = await findAliases(tx, tenantId, [...names], [...bsuids.values()]);
    for (const row of rows) this.aliases.set(keyOf(row.kind, row.scope, row.value), row);
    let ids = [...new Set(rows.map((row) => row.contactId))];
    while (ids.length > 0) {
      const contacts = await findContactRows(tx, tenantId, ids);
      for (const contact of contacts) this.work.contacts.load(contact);
      ids = contacts
        .map((contact) => contact.mergedInto)
        .filter((id) => id !== null && this.work.contacts.get(id) === undefined) as string[];
    }
  }

  async resolve(sighting: Sighting): Promise<ContactRow> {
    const contact = (await this.find(sighting)) ?? this.create(sighting);
    this.name(contact, sighting);
    return contact;
  }

  /** Like `resolve`, but the name counts only for whom has none: people name themselves on WhatsApp. */
  async introduce(sighting: Sighting): Promise<void> {
    const contact = (await this.find(sighting)) ?? this.create(sighting);
    this.name(contact, { ...sighting, name: contact.name === '' ? sighting.name : contact.name });
  }

  /** Gives what is known of `before` the names of `after`. Somebody unknown becomes known under both. */
  async rename(before: Sighting, after: Sighting): Promise<void> {
    // A moment before: what they are called now is the way to reach them.
    const former = { ...before, seenAt: before.seenAt - 1 };
    const contact = (await this.find(former)) ?? (await this.resolve(former));
    const other = this.owner('bsuid', after.scope, after.bsuid) ?? this.owner('phone', '', phoneOf(after));
    this.name(other === undefined || other === contact ? contact : this.merge(contact, other), after);
  }

  private async find(sighting: Sighting): Promise<ContactRow | undefined> {
    const { scope, bsuid } = sighting;
    const byBsuid = this.owner('bsuid', scope, bsuid);
    const byPhone = this.owner('phone', '', phoneOf(sighting));
    if (bsuid === null || byPhone === undefined || byPhone === byBsuid) return byBsuid ?? byPhone;
    if (await this.hasBsuid(byPhone, scope)) return byBsuid;
    return byBsuid === undefined ? byPhone : this.merge(byBsuid, byPhone);
  }

  /** Ruling 45: the younger points at the older, no rows are moved. */
  private merge(a: ContactRow, b: ContactRow): ContactRow {
    const [older, younger] = a.id < b.id ? [a, b] : [b, a];
    younger.mergedInto = older.id;
    this.work.contacts.touch(younger);
    return older;
  }

  private create({ name, username, seenAt }: Sighting): ContactRow {
    return this.work.contacts.add({
      id: newId<ContactId>(),
      tenantId: this.work.tenantId,
      name: name ?? (username === null ? '' : `@${username}`),
      mergedInto: null,
      version: 1,
      createdAt: Math.min(seenAt, this.work.now),
    });
  }

  private name(contact: ContactRow, sighting: Sighting): void {
    if (sighting.name !== null && sighting.name !== contact.name) {
      contact.name = sighting.name;
      this.work.contacts.touch(contact);
    }
    const phone = phoneOf(sighting);
    this.link(contact, 'bsuid', sighting.scope, sighting.bsuid, sighting.seenAt);
    this.link(contact, 'phone', '', phone, sighting.seenAt);
    // Kept beside the canonical form only where WhatsApp writes the number differently: it is the one to send to.
    if (sighting.waId !== phone) this.link(contact, 'wa_id', '', sighting.waId, sighting.seenAt);
    this.link(contact, 'username', '', sighting.username, sighting.seenAt);
  }

  private link(contact: ContactRow, kind: AliasKind, scope: string, value: string | null, seenAt: number): void {
    if (value === null || value.length > 256) return;
    const key = keyOf(kind, scope, value);
    const known = this.aliases.get(key);
    if (known !== undefined && this.root(known.contactId) === contact) {
      if (seenAt - known.seenAt < renewAfterMs) return;
      known.seenAt = seenAt;
      this.work.aliases.add(known);
      this.work.contacts.touch(this.work.contacts.get(known.contactId) ?? contact);
      return;
    }
    if (known !== undefined) {
      // Whoever was seen under it later keeps it: webhooks come in any order.
      if (known.seenAt > seenAt) return;
      const former = this.work.contacts.get(known.contactId);
      if (former !== undefined) this.work.contacts.touch(former);
      this.work.aliases.delete(known);
    }
    const alias = { tenantId: this.work.tenantId, kind, scope, value, contactId: contact.id, seenAt };
    this.aliases.set(key, alias);
    this.work.aliases.add(alias);
    this.work.contacts.touch(contact);
  }

  private owner(kind: AliasKind, scope: string, value: string | null): ContactRow | undefined {
    const alias = value === null ? undefined : this.aliases.get(keyOf(kind, scope, value));
    return alias === undefined ? undefined : this.root(alias.contactId);
  }

  private root(contactId: string): ContactRow | undefined {
    let contact = this.work.contacts.get(contactId);
    while (contact !== undefined && contact.mergedInto !== null) contact = this.work.contacts.get(contact.mergedInto);
    return contact;
  }

  private async hasBsuid(contact: ContactRow, scope: string): Promise<boolean> {
    for (const alias of this.aliases.values()) {
      if (alias.kind === 'bsuid' && alias.scope === scope && this.root(alias.contactId) === contact) return true;
    }
    return (await findBsuidsOf(this.work.tx, this.work.tenantId, contact.id, scope)).length > 0;
  }
}

const keyOf = (kind: string, scope: string, value: string): string => `${kind} ${scope} ${value}`;
const phoneOf = ({ waId }: Sighting): string | null => (waId === null ? null : canonicalPhone(waId));
