import { z } from 'zod';
import { nothing, route } from './route.ts';

/** Names only: addresses and keys of endpoints never leave the server (E-1). */
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
} as const;
