import { z } from 'zod';
import { TemplateCategory } from '../template.ts';
import { Pagination, paging } from './paging.ts';
import { nothing, route } from './route.ts';
import { TemplateToSend } from './to-person.ts';

const success = z.literal(true);

/** A template of the account's WABA, as Meta has it. */
export const IntegratorTemplate = z.object({
  id: z.string(),
  name: z.string(),
  language: z.string(),
  category: z.string(),
  /** Only APPROVED ones can be sent. */
  status: z.string(),
  components: z.array(z.record(z.string(), z.unknown())),
});
export type IntegratorTemplate = z.infer<typeof IntegratorTemplate>;

export const integrationTemplatesRoutes = {
  integrationTemplates: route('GET', '/api/integrations/templates', {
    summary: 'Templates, with their status',
    description: 'By name and language.',
    query: z.object({
      ...paging,
      name: TemplateToSend.shape.name.optional(),
      status: z
        .string()
        .regex(/^[A-Z_]{1,40}$/, 'must be a status such as APPROVED')
        .optional(),
    }),
    body: nothing,
    response: z.object({
      success,
      data: z.object({ templates: z.array(IntegratorTemplate), pagination: Pagination }),
    }),
  }),
  integrationTemplateCreate: route('POST', '/api/integrations/templates', {
    summary: 'Hand in a new template',
    description: 'Hands the template to Meta for review: its status says whether it may be sent already.',
    query: nothing,
    body: z.object({
      name: TemplateToSend.shape.name,
      language: TemplateToSend.shape.language,
      category: TemplateCategory,
      components: z
        .array(z.looseObject({ type: z.string().min(1).max(60) }))
        .min(1, 'must hold at least a BODY')
        .max(20),
      parameterFormat: z.enum(['positional', 'named']).optional(),
    }),
    response: z.object({ success, message: z.string(), data: IntegratorTemplate.omit({ components: true }) }),
  }),
} as const;
