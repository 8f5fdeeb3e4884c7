import { z } from 'zod';
import { Company, CompanyEdit } from '../company.ts';
import { nothing, route } from './route.ts';

const one = z.object({ company: Company });
const days = z.coerce.number().pipe(z.int().min(1).max(3650)).optional();

/** How much is kept, and how much of it is older than the days that were asked about. */
export const RetentionCount = z.object({
  messages: z.object({ total: z.int(), older: z.int() }),
  files: z.object({ total: z.int(), older: z.int(), olderBytes: z.int() }),
  webhooks: z.object({ total: z.int(), older: z.int() }),
});
export type RetentionCount = z.infer<typeof RetentionCount>;

export const companyRoutes = {
  company: route('GET', '/api/company', {
    summary: 'What the company has settled',
    description: 'Business hours, automated answers, passing on, teams, and how long things are kept.',
    query: nothing,
    body: nothing,
    response: one,
  }),
  updateCompany: route('PATCH', '/api/company', {
    summary: 'Change what the company has settled',
    description:
      'Field by field: `base` is what the writer saw. 409 with `details.field` and `details.theirs` when somebody has changed that field meanwhile. Keeping things for a shorter time wants a fresh proof: it deletes.',
    proof: 'fresh_for_more',
    query: nothing,
    body: z.object({ edits: z.array(CompanyEdit).min(1).max(20) }),
    response: one,
  }),
  countRetention: route('GET', '/api/company/retention', {
    summary: 'What keeping things for a shorter time would delete',
    query: z.object({ messagesDays: days, filesDays: days, webhooksDays: days }),
    body: nothing,
    response: RetentionCount,
  }),
} as const;
