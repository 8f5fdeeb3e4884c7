import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Simulator } from '../simulator.ts';
import { categories, qualityScores, rejectionReasons, statuses } from '../templates/template.ts';
import { ControlError } from './control-error.ts';
import { parse } from './control.ts';

const Change = z.object({
  templateId: z.string(),
  status: z.enum(statuses).optional(),
  reason: z.enum(rejectionReasons).optional(),
  quality: z.enum(qualityScores).optional(),
  category: z.enum(categories).optional(),
  /** First the notice of the change, which comes a day later. */
  impending: z.boolean().default(false),
  /** Only told, nothing changes. */
  event: z.enum(['FLAGGED', 'REINSTATED', 'LOCKED', 'LIMIT_EXCEEDED']).optional(),
  /** Of the flow that its button opens; null lets it be sent again. */
  flowState: z.enum(['BLOCKED', 'THROTTLED']).nullable().optional(),
});
const Review = z.object({ reviewMs: z.number().int().min(0).max(86_400_000) });

/** Plays Meta's reviewers and quality marks. */
export function registerTemplateControl(app: FastifyInstance, simulator: Simulator): void {
  const { company, templates, templateLife } = simulator;

  app.get('/templates', async () => ({
    templates: company.wabas.flatMap(({ id: wabaId }) =>
      templates.list(wabaId).map(({ id, name, language, status, category, quality }) => ({
        ...{ id, wabaId, name, language, status, category, quality: quality.score },
      })),
    ),
  }));

  app.post('/templates', async (request) => {
    const { templateId, status, reason, quality, category, impending, event, flowState } = parse(Change, request.body);
    const template = templates.findById(templateId);
    if (!template) throw new ControlError(404, 'unknown_template', `There is no template ${templateId}`);
    if (status !== undefined) templateLife.setStatus(template, status, reason === undefined ? {} : { reason });
    if (quality !== undefined) templateLife.setQuality(template, quality);
    if (category !== undefined) templateLife.recategorise(template, category, !impending);
    if (event !== undefined) templateLife.announce(template, event);
    if (flowState !== undefined) template.flowState = flowState;
    return { id: template.id, status: template.status, category: template.category, quality: template.quality.score };
  });

  app.post('/templates/review', async (request) => {
    const { reviewMs } = parse(Review, request.body);
    templateLife.setReviewMs(reviewMs);
    return { reviewMs };
  });
}
