import { Injectable } from '@nestjs/common';
import type { ConversationId, TenantId, UserId } from '#shared/ids.ts';
import type { DraftMode } from '#shared/inbox.ts';
import {
  awayAfterMs,
  leaseMs,
  type PersonPresence,
  type PresenceStatus,
  recentMs,
  typingMs,
} from '#shared/presence.ts';
import { Clock } from '../platform/clock.ts';

export interface Who {
  tenantId: TenantId;
  userId: UserId;
}

/** An answer that is a person's until then, epoch ms. */
export interface Lease {
  userId: UserId;
  until: number;
}

interface Person {
  status: PresenceStatus;
  /** Their last sign of life. */
  activeAt: number;
  /** Since when each of their sockets shows which conversation. */
  sockets: Map<string, Map<ConversationId, number>>;
  /** What they looked at a moment ago. */
  left: Map<ConversationId, { since: number; leftAt: number }>;
  typing: Map<ConversationId, { mode: DraftMode; at: number }>;
}

interface Company {
  people: Map<UserId, Person>;
  leases: Map<ConversationId, Lease>;
}

/** More than anyone has at once: what is beyond them is dropped, the oldest first. */
const entriesAtMost = 20;
const leasesAtMost = 5000;

/**
 * Who is here, looks where, types where, and whose an answer is. In memory and of one node: a restart forgets it, and
 * the desktops say it anew. Companies share nothing. Everything is judged by the clock when it is read; `sweep` only
 * finds what has run out, so that it is told.
 */
@Injectable()
export class PresenceBoard {
  private readonly companies = new Map<TenantId, Company>();
  private readonly listeners = new Set<(who: Who) => void>();
  private sweptAt = 0;

  constructor(private readonly clock: Clock) {}

  /** Called for everyone whose presence may look different now. Returns its own unsubscribe. */
  onChange(listener: (who: Who) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  join(who: Who, socketId: string): void {
    const company = this.companies.get(who.tenantId) ?? { people: new Map(), leases: new Map() };
    this.companies.set(who.tenantId, company);
    const activeAt = this.clock.now();
    const person = company.people.get(who.userId) ?? {
      status: 'online' as const,
      activeAt,
      sockets: new Map(),
      left: new Map(),
      typing: new Map(),
    };
    person.sockets.set(socketId, new Map());
    company.people.set(who.userId, person);
    this.tell(who);
  }

  /** With their last socket goes everything about a person, also what they were answering. */
  leave(who: Who, socketId: string): void {
    const company = this.companies.get(who.tenantId);
    const person = company?.people.get(who.userId);
    if (company === undefined || person === undefined || !person.sockets.has(socketId)) return;
    this.look(person, socketId, []);
    person.sockets.delete(socketId);
    if (person.sockets.size === 0) {
      company.people.delete(who.userId);
      for (const [id, lease] of company.leases) if (lease.userId === who.userId) company.leases.delete(id);
      if (company.people.size === 0) this.companies.delete(who.tenantId);
    }
    this.tell(who);
  }

  setStatus(who: Who, status: PresenceStatus): void {
    this.act(who, (person) => {
      person.status = status;
    });
  }

  viewing(who: Who, socketId: string, conversationIds: readonly ConversationId[]): void {
    this.act(who, (person) => this.look(person, socketId, conversationIds));
  }

  /** `mode` null: stopped. Who types a reply gets the answer, or keeps it, unless it is a colleague's. */
  typing(who: Who, conversationId: ConversationId, mode: DraftMode | null): void {
    this.act(who, (person) => {
      person.typing.delete(conversationId);
      if (mode !== null) person.typing.set(conversationId, { mode, at: this.clock.now() });
      keepNewest(person.typing, entriesAtMost);
    });
    if (mode === 'reply') this.claim(who, conversationId);
  }

  /** Theirs for another while; false when it is a colleague's. Nobody claims anything who is not here. */
  claim(who: Who, conversationId: ConversationId): boolean {
    if (this.holder(who, conversationId) !== null) return false;
    return this.take(who, conversationId);
  }

  /** Takes the answer, whosever it is. Returns whose it was; null when it was nobody else's. */
  override(who: Who, conversationId: ConversationId): Lease | null {
    const former = this.holder(who, conversationId);
    this.take(who, conversationId);
    if (former !== null) this.tell({ ...who, userId: former.userId });
    return former;
  }

  release(who: Who, conversationId: ConversationId): void {
    const company = this.companies.get(who.tenantId);
    if (company?.leases.get(conversationId)?.userId !== who.userId) return;
    company.leases.delete(conversationId);
    this.tell(who);
  }

  /** The colleague whose answer it is at this moment; null when `who` may answer. */
  holder({ tenantId, userId }: Who, conversationId: ConversationId): Lease | null {
    const lease = this.companies.get(tenantId)?.leases.get(conversationId);
    if (lease === undefined || lease.userId === userId || lease.until <= this.clock.now()) return null;
    return lease;
  }

  /** Their reply is with us: they type no longer, and the answer is free again. */
  replied(who: Who, conversationId: ConversationId): void {
    this.companies.get(who.tenantId)?.people.get(who.userId)?.typing.delete(conversationId);
    this.release(who, conversationId);
    this.tell(who);
  }

  /** Everybody of the company who is here. */
  people(tenantId: TenantId): PersonPresence[] {
    const company = this.companies.get(tenantId);
    return [...(company?.people.keys() ?? [])].map((userId) => this.find({ tenantId, userId })).filter(isThere);
  }

  /** As colleagues see them; null when they are not here. */
  find({ tenantId, userId }: Who): PersonPresence | null {
    const company = this.companies.get(tenantId);
    const person = company?.people.get(userId);
    if (company === undefined || person === undefined) return null;
    const now = this.clock.now();
    const open = openViews(person);
    return {
      userId,
      status: person.status === 'online' && person.activeAt + awayAfterMs <= now ? 'away' : person.status,
      viewing: [
        ...[...open].map(([conversationId, since]) => ({ conversationId, since, leftAt: null })),
        ...[...person.left]
          .filter(([conversationId, { leftAt }]) => !open.has(conversationId) && leftAt + recentMs > now)
          .map(([conversationId, view]) => ({ conversationId, ...view })),
      ],
      typing: [...person.typing]
        .filter(([, { at }]) => at + typingMs > now)
        .map(([conversationId, typed]) => ({ conversationId, ...typed })),
      leases: [...company.leases]
        .filter(([, lease]) => lease.userId === userId && lease.until > now)
        .map(([conversationId, { until }]) => ({ conversationId, until })),
    };
  }

  /** Finds what has run out since the last time, and tells whom it was about. */
  sweep(): void {
    const now = this.clock.now();
    for (const [tenantId, { people, leases }] of this.companies) {
      const changed = new Set<UserId>();
      for (const [id, { userId, until }] of leases) if (until <= now && leases.delete(id)) changed.add(userId);
      for (const [userId, { typing, left }] of people) {
        for (const [id, { at }] of typing) if (at + typingMs <= now && typing.delete(id)) changed.add(userId);
        for (const [id, { leftAt }] of left) if (leftAt + recentMs <= now && left.delete(id)) changed.add(userId);
      }
      for (const [userId, person] of people) {
        const becameAway = person.status === 'online' && isBetween(person.activeAt + awayAfterMs, this.sweptAt, now);
        if (becameAway) changed.add(userId);
      }
      for (const userId of changed) this.tell({ tenantId, userId });
    }
    this.sweptAt = now;
  }

  private take(who: Who, conversationId: ConversationId): boolean {
    const company = this.companies.get(who.tenantId);
    if (company === undefined || !company.people.has(who.userId)) return false;
    company.leases.delete(conversationId);
    company.leases.set(conversationId, { userId: who.userId, until: this.clock.now() + leaseMs });
    keepNewest(company.leases, leasesAtMost);
    this.tell(who);
    return true;
  }

  private act(who: Who, change: (person: Person) => void): void {
    const person = this.companies.get(who.tenantId)?.people.get(who.userId);
    if (person === undefined) return;
    person.activeAt = this.clock.now();
    change(person);
    this.tell(who);
  }

  private look(person: Person, socketId: string, conversationIds: readonly ConversationId[]): void {
    const before = person.sockets.get(socketId);
    if (before === undefined) return;
    const now = this.clock.now();
    for (const [id, since] of before) {
      if (conversationIds.includes(id)) continue;
      person.left.delete(id);
      person.left.set(id, { since, leftAt: now });
    }
    keepNewest(person.left, entriesAtMost);
    person.sockets.set(socketId, new Map(conversationIds.map((id) => [id, before.get(id) ?? now])));
  }

  private tell(who: Who): void {
    for (const listener of this.listeners) listener(who);
  }
}

/** What their windows show, since the first of them does. */
function openViews({ sockets }: Person): Map<ConversationId, number> {
  const open = new Map<ConversationId, number>();
  for (const views of sockets.values()) {
    for (const [id, since] of views) open.set(id, Math.min(since, open.get(id) ?? since));
  }
  return open;
}

function keepNewest(entries: Map<unknown, unknown>, atMost: number): void {
  for (const key of entries.keys()) {
    if (entries.size <= atMost) return;
    entries.delete(key);
  }
}

const isBetween = (at: number, after: number, upTo: number): boolean => at > after && at <= upTo;
const isThere = (person: PersonPresence | null): person is PersonPresence => person !== null;
