import { z } from 'zod';
import { DeviceState } from '../device.ts';
import { EndpointHealthStatus } from './endpoints-routes.ts';
import { nothing, route } from './route.ts';

const counts = <K extends z.ZodEnum>(keys: K) => z.record(keys, z.int());

/** How endpoints and devices of the whole installation do (E-5). What is counted begins with the process. */
export const EndpointMetrics = z.object({
  endpoints: z.object({
    /** In the environment. */
    configured: z.int(),
    byHealth: counts(EndpointHealthStatus),
    /** At most one per company. */
    perTenant: z.array(
      z.object({
        /** External id. */
        tenantId: z.string(),
        endpointName: z.string(),
        health: EndpointHealthStatus,
      }),
    ),
  }),
  responseTimes: z.array(
    z.object({
      endpoint: z.string(),
      call: z.string(),
      outcome: z.string(),
      count: z.int(),
      averageMs: z.number(),
    }),
  ),
  devices: z.object({
    byState: counts(DeviceState),
    /** Of those that gateways were asked to make, and of connections. */
    created: z.int(),
    notCreated: z.int(),
    connected: z.int(),
    lost: z.int(),
    /** Linked devices that are connected now; null when there are none. */
    connectedShare: z.number().nullable(),
  }),
  deliveries: z.object({
    accepted: z.int(),
    refused: z.int(),
    uncertain: z.int(),
    /** The gateway could not be reached: they are tried again. */
    notSent: z.int(),
    delivered: z.int(),
    failed: z.int(),
    /** Of those of which it is known how they ended; null when there are none. */
    deliveredShare: z.number().nullable(),
  }),
});
export type EndpointMetrics = z.infer<typeof EndpointMetrics>;

/** For superadmins, and for services with the SERVICE_KEY. */
export const metricsRoutes = {
  metrics: route('GET', '/api/metrics', {
    summary: 'Show how endpoints and devices do',
    query: nothing,
    body: nothing,
    response: EndpointMetrics,
  }),
  prometheus: route('GET', '/metrics', {
    summary: 'The same for Prometheus',
    description: 'Text of Prometheus’ exposition format: give the scraper the SERVICE_KEY as its bearer token.',
    query: nothing,
    body: nothing,
    response: z.unknown(),
  }),
} as const;
