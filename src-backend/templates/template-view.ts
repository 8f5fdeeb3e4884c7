import { type Template, whyNotToSend } from '#shared/template.ts';
import type { TemplateView } from '#shared/wire/templates-routes.ts';

/** In the words of the CRM's routes. Pure. */
export function toTemplateView(template: Template): TemplateView {
  const problem = whyNotToSend(template);
  return {
    id: template.id,
    businessAccountId: template.wabaId,
    metaTemplateId: template.metaId,
    name: template.name,
    language: template.language,
    category: template.category,
    status: template.status,
    quality: template.quality,
    sendable: problem === null,
    problem,
    rejectedReason: template.rejectedReason,
    statusNote: template.statusNote,
    correctCategory: template.correctCategory,
    parameterFormat: template.parameterFormat,
    components: template.components,
    ttlSeconds: template.ttlSeconds,
    lastSyncedAt: new Date(template.syncedAt).toISOString(),
  };
}
