import { z } from 'zod';
import { nothing, route } from './route.ts';

// Names only: addresses and keys of endpoints never leave the server (E-1). Fields with underscores are the endpoint
// guide's own.

export const EndpointHealthStatus = z.enum(['unknown', 'healthy', 'unhealthy']);
export type EndpointHealthStatus = z.infer<typeof EndpointHealthStatus>;

const seconds = z.int().min(1).max(86_400);

/** What may be set of an assignment (E-3). The intervals and the timeout are seconds. */
export const EndpointSettings = z.object({
  auto_reconnect: z.boolean(),
  reconnect_interval: seconds,
  health_check_interval: seconds,
  /** Tries to process one event of the gateway. */
  webhook_retries: z.int().min(1).max(20),
  /** Of one call that sends. */
  message_timeout: z.int().min(1).max(600),
});
export type EndpointSettings = z.infer<typeof EndpointSettings>;

const time = z.iso.datetime();

/** What an endpoint did for a company, and what it did before. */
export const EndpointHealth = z.object({
  /** The company's external id. */
  tenantId: z.string(),
  endpointName: z.string(),
  settings: EndpointSettings,
  health: EndpointHealthStatus,
  /** What is wrong, for people; null: nothing. */
  problem: z.string().nullable(),
  lastCheckAt: time.nullable(),
  unhealthySince: time.nullable(),
  /** Since when it has been down long enough to alert; null: it is not. */
  alertedAt: time.nullable(),
  /** Stretches of the same health, the newest first. */
  history: z.array(
    z.object({
      status: z.enum(['healthy', 'unhealthy']),
      problem: z.string().nullable(),
      since: time,
      until: time,
      checks: z.int(),
      /** Of the last answer in it; null: there was none. */
      responseMs: z.int().nullable(),
    }),
  ),
});
export type EndpointHealth = z.infer<typeof EndpointHealth>;

export const endpointsRoutes = {
  availableEndpoints: route('GET', '/api/whatsapp/available-endpoints', {
    summary: 'Names of the endpoints of the environment',
    query: nothing,
    body: nothing,
    response: z.object({
      endpoints: z.array(z.string()),
      count: z.int(),
      /** Only when there are none. */
      message: z.literal('No endpoints available').optional(),
      /** What is wrong with WHATSAPP_ENDPOINTS, only when something is. */
      problems: z.array(z.string()).optional(),
    }),
  }),
  tenantEndpoint: route('GET', '/api/whatsapp/tenant-config/:tenantId', {
    summary: 'The endpoint of a company',
    description: '`:tenantId`: id, external id or slug.',
    query: nothing,
    body: nothing,
    response: z.object({
      config: z.object({
        id: z.string(),
        tenant_id: z.string(),
        endpoint_name: z.string(),
        /** False when the environment no longer has an endpoint of that name. */
        is_configured: z.boolean(),
        health_status: EndpointHealthStatus,
        auto_reconnect: z.boolean(),
        reconnect_interval: z.int(),
      }),
    }),
  }),
  assignEndpoint: route('POST', '/api/whatsapp/tenant-config/:tenantId', {
    summary: 'Assign an endpoint to a company',
    description: 'Settings that are left out stay as they are. The endpoint is looked at anew, at once.',
    query: nothing,
    body: z.object({ endpoint_name: z.string().trim().min(1).max(100), ...EndpointSettings.partial().shape }),
    response: z.object({
      config: z.object({
        endpoint_name: z.string(),
        is_configured: z.boolean(),
        health_status: EndpointHealthStatus,
      }),
    }),
  }),
  removeEndpoint: route('DELETE', '/api/whatsapp/tenant-config/:tenantId', {
    summary: 'Take the endpoint from a company',
    description: 'Accounts that use it can’t send from then on; their messages are held.',
    query: nothing,
    body: nothing,
    response: z.object({ success: z.literal(true) }),
  }),
  endpointHealth: route('GET', '/api/whatsapp/endpoint-health', {
    summary: 'How the endpoints are doing',
    description: 'Of all companies for superadmins and services, of their own for admins.',
    query: nothing,
    body: nothing,
    response: z.object({ success: z.literal(true), data: z.array(EndpointHealth) }),
  }),
} as const;
