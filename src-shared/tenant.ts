import { z } from 'zod';
import { TenantId } from './ids.ts';

/** A company on a backend. `externalId` is `t_` + 16 hex; any of id, externalId, slug names it in a route (ruling 3). */
export const Tenant = z.object({
  id: TenantId,
  version: z.int(),
  externalId: z.string().regex(/^t_[0-9a-f]{16}$/),
  slug: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/),
  name: z.string().min(1).max(200),
});
export type Tenant = z.infer<typeof Tenant>;
