import { z } from 'zod';
import { Tenant } from '../tenant.ts';
import { Email } from '../user.ts';
import { nothing, route } from './route.ts';
import { PasswordLink } from './users-routes.ts';

/** A company as superadmins see it. */
export const TenantView = z.object({
  ...Tenant.shape,
  suspended: z.boolean(),
  whatsappConfigured: z.boolean(),
  users: z.int(),
  createdAt: z.int(),
});
export type TenantView = z.infer<typeof TenantView>;

const name = z.string().trim().min(1).max(200);
const slug = Tenant.shape.slug;

export const tenantsRoutes = {
  listTenants: route('GET', '/api/tenants', {
    summary: 'List companies',
    query: nothing,
    body: nothing,
    response: z.object({ tenants: z.array(TenantView) }),
  }),
  createTenant: route('POST', '/api/tenants', {
    summary: 'Add a company',
    description: 'With an invitation for its first admin: the link is in this answer and nowhere else.',
    proof: 'fresh',
    query: nothing,
    body: z.object({ name, slug: slug.optional(), admin: z.object({ name, email: Email }) }),
    response: z.object({ tenant: TenantView, invitation: PasswordLink }),
  }),
  updateTenant: route('PATCH', '/api/tenants/:id', {
    summary: 'Rename, suspend or resume a company',
    description:
      '`:id` is the id, the external id or the slug (ruling 3). Suspending ends every session of the company at once.',
    query: nothing,
    body: z.object({ name: name.optional(), slug: slug.optional(), suspended: z.boolean().optional() }),
    response: TenantView,
  }),
} as const;
