import { Injectable } from '@nestjs/common';
import type { TenantId } from '#shared/ids.ts';
import { Clock } from '../platform/clock.ts';

export interface Facts {
  /** How the Graph API last answered for this company's accounts. */
  whatsapp: { state: 'ok' | 'down' | 'unknown'; at: number | null };
  /** When the last webhook for them came. */
  webhookAt: number | null;
}

/** What this process has seen of WhatsApp since its start; desktops show it as lamps. */
@Injectable()
export class ConnectionFacts {
  private readonly facts = new Map<string, Facts>();
  private readonly listeners = new Set<(tenantId: TenantId) => void>();

  constructor(private readonly clock: Clock) {}

  of(tenantId: TenantId): Facts {
    return this.facts.get(tenantId) ?? { whatsapp: { state: 'unknown', at: null }, webhookAt: null };
  }

  /** `ok`: it answered, be it with a refusal; `down`: it could not be reached or was in trouble itself. */
  graphAnswered(tenantId: TenantId, state: 'ok' | 'down'): void {
    const before = this.of(tenantId);
    this.facts.set(tenantId, { ...before, whatsapp: { state, at: this.clock.now() } });
    if (before.whatsapp.state !== state) this.tell(tenantId);
  }

  webhookReceived(tenantId: TenantId): void {
    const before = this.of(tenantId);
    this.facts.set(tenantId, { ...before, webhookAt: this.clock.now() });
    // Every further one shows in the next regular heartbeat.
    if (before.webhookAt === null) this.tell(tenantId);
  }

  /** Called when a lamp may change its colour. Returns its own unsubscribe. */
  onChange(listener: (tenantId: TenantId) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private tell(tenantId: TenantId): void {
    for (const listener of this.listeners) listener(tenantId);
  }
}
