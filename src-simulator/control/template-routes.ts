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
  /** Only the notice of the change to come. */
  impending: z.boolean().default(false),
});
const Review = z.object({ reviewMs: z.number().int().min(0).max(86_400_000) });

/** Plays Meta's reviewers and quality marks: `POST /templates`, `POST /templates/review`. */
export function registerTemplateControl(app: FastifyInstance, simulator: Simulator): void {
  app.post('/templates', async (request) => {
    const { templateId, status, reason, quality, category, impending } = parse(Change, request.body);
    const template = simulator.templates.findById(templateId);
    if (!template) throw new ControlError(404, 'unknown_template', `There is no template ${templateId}`);
    const { templateLife } = simulator;
    if (status !== undefined) templateLife.setStatus(template, status, reason === undefined ? {} : { reason });
    if (quality !== undefined) templateLife.setQuality(template, quality);
    if (category !== undefined) templateLife.recategorise(template, category, !impending);
    return { id: template.id, status: template.status, category: template.category, quality: template.quality.score };
  });

  app.post('/templates/review', async (request) => {
    const { reviewMs } = parse(Review, request.body);
    simulator.templateLife.setReviewMs(reviewMs);
    return { reviewMs };
  });
}
