import type { HandleCheck } from '../../templates/read-definition.ts';
import { templateError } from '../../templates/template-error.ts';
import type { Template } from '../../templates/template.ts';
import type { TemplateDefinition } from '../../templates/template-store.ts';
import { toGraphError } from '../graph-error.ts';
import type { GraphParts } from '../graph.ts';

const hour = 3_600_000;
const nameBlockMs = 30 * 24 * hour;
const mostPerHour = 100;

/** What limits how templates are made: their number, 100 an hour, and names that were deleted. */
export interface Creation {
  /** Throws 80008 when the hour's hundred are used up. */
  checkPace(wabaId: string): void;
  /** Makes a template, pending. Throws Meta's refusal when the name or the account's limit does not allow it. */
  create(wabaId: string, definition: TemplateDefinition): Template;
  /** Nobody may use the name for 30 days. */
  blockName(wabaId: string, name: string): void;
}

/** How many templates an account may have. */
export function mostTemplates(parts: GraphParts): number {
  return parts.nodes.portfolio().verification === 'verified' ? 6000 : 250;
}

export function createCreation(parts: GraphParts): Creation {
  const made = new Map<string, readonly number[]>();
  const blocked = new Map<string, number>();

  return {
    checkPace(wabaId) {
      const recent = (made.get(wabaId) ?? []).filter((at) => parts.clock.now() - at < hour);
      made.set(wabaId, recent);
      if (recent.length >= mostPerHour) throw toGraphError(80_008, 'At most 100 templates can be made in an hour.');
    },
    create(wabaId, definition) {
      const now = parts.clock.now();
      const most = mostTemplates(parts);
      if (parts.templates.list(wabaId).length >= most) {
        throw templateError(2388019, 'Message Template Limit Exceeded', `There are ${most} templates already.`);
      }
      if ((blocked.get(`${wabaId}/${definition.name}`) ?? 0) > now) {
        throw templateError(
          2388023,
          'Message Template Language is Being Deleted',
          'A template of that name was deleted less than 30 days ago. Choose another name.',
        );
      }
      if (parts.templates.find(wabaId, definition.name, definition.language)) {
        throw templateError(
          2388024,
          'Content in This Language Already Exists',
          `There is already ${definition.language} content for this template.`,
        );
      }
      made.set(wabaId, [...(made.get(wabaId) ?? []), now]);
      const template = parts.templates.add(wabaId, definition, now);
      parts.templateLife.submit(template);
      return template;
    },
    blockName(wabaId, name) {
      const now = parts.clock.now();
      for (const [key, until] of blocked) if (until <= now) blocked.delete(key);
      blocked.set(`${wabaId}/${name}`, now + nameBlockMs);
    },
  };
}

const mimeTypes: Readonly<Record<string, RegExp>> = {
  IMAGE: /^image\//,
  VIDEO: /^video\//,
  GIF: /^video\//,
  DOCUMENT: /^application\/pdf$/,
};

/** Handles of finished resumable uploads, and those the template has already. */
export function handleCheck(parts: GraphParts, template?: Template): HandleCheck {
  const own = JSON.stringify(template?.components ?? []);
  return (handle, format) => {
    const file = parts.media.findHandle(handle);
    if (file) return mimeTypes[format]?.test(file.mimeType) === true;
    return handle !== '' && own.includes(JSON.stringify(handle));
  };
}
