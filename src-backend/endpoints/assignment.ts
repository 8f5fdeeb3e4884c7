import { newId, type TenantId } from '#shared/ids.ts';
import type { EndpointSettings } from '#shared/wire/endpoints-routes.ts';
import type { AssignmentRow } from './assignments.repository.ts';

/** The endpoint guide's own numbers. */
const defaults = {
  autoReconnect: 1,
  reconnectInterval: 30,
  healthCheckInterval: 60,
  webhookRetries: 3,
  messageTimeout: 30,
} as const;

/** Those that somebody set. */
export type GivenSettings = { [K in keyof EndpointSettings]?: EndpointSettings[K] | undefined };

/** The row of a new assignment, or of a changed one: what is not given stays as it was. Nothing is known of its health. */
export function assignmentOf(
  old: AssignmentRow | undefined,
  { tenantId, endpointName }: { tenantId: TenantId; endpointName: string },
  given: GivenSettings,
  now: number,
): AssignmentRow {
  const before = old ?? defaults;
  const { auto_reconnect: autoReconnect } = given;
  return {
    tenantId,
    id: old?.id ?? newId<TenantId>(),
    endpointName,
    autoReconnect: autoReconnect === undefined ? before.autoReconnect : autoReconnect ? 1 : 0,
    reconnectInterval: given.reconnect_interval ?? before.reconnectInterval,
    healthCheckInterval: given.health_check_interval ?? before.healthCheckInterval,
    webhookRetries: given.webhook_retries ?? before.webhookRetries,
    messageTimeout: given.message_timeout ?? before.messageTimeout,
    isConfigured: 1,
    healthStatus: 'unknown',
    lastHealthCheck: null,
    nextCheckAt: now,
    unhealthySince: null,
    alertedAt: null,
    createdAt: old?.createdAt ?? now,
    updatedAt: now,
  };
}
