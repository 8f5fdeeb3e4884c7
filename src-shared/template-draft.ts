import { z } from 'zod';
import { AccountId, MediaId, TemplateDraftId, TemplateId } from './ids.ts';
import { TemplateCategory } from './template.ts';

// A template that is being written. It is kept on the desktop as the form has it, right or not, and becomes what Meta
// takes when it is submitted (template/draft-components.ts).

const line = z.string().max(4000);

export const DraftButton = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('quick_reply'), text: line }),
  /** `example`: the whole link, when it ends in a variable. */
  z.object({ kind: z.literal('url'), text: line, url: line, example: line }),
  z.object({ kind: z.literal('phone'), text: line, phone: line }),
  z.object({ kind: z.literal('copy_code'), example: line }),
]);
export type DraftButton = z.infer<typeof DraftButton>;

export const draftHeaders = ['none', 'text', 'image', 'video', 'document', 'location'] as const;

/** A template in one language. */
export const DraftVersion = z.object({
  language: z.string().max(20),
  header: z.object({
    kind: z.enum(draftHeaders),
    text: line,
    /** Of its variable. */
    sample: line,
    /** The sample file: what Meta calls it, its name, and our own copy of it. */
    handle: z.string().max(10_000).nullable(),
    filename: z.string().max(240).nullable(),
    mediaId: MediaId.nullable(),
  }),
  body: line,
  /** By name of the variable. */
  samples: z.record(z.string().max(100), line),
  footer: line,
  buttons: z.array(DraftButton).max(20),
  /** Components that this editor can't change, as Meta has them: they are handed back as they came. */
  others: z.array(z.unknown()).max(20),
});
export type DraftVersion = z.infer<typeof DraftVersion>;

export const TemplateDraft = z.object({
  id: TemplateDraftId,
  /** A number of the business account that gets it; null: not chosen yet. */
  accountId: AccountId.nullable(),
  name: z.string().max(600),
  category: TemplateCategory,
  parameterFormat: z.enum(['positional', 'named']),
  versions: z.array(DraftVersion).min(1).max(30),
  /** Of an authentication template, whose words Meta writes. `expiresAfter`: minutes; null: not said. */
  code: z.object({ advice: z.boolean(), expiresAfter: z.int().nullable() }),
  /** The template that is changed by it; null: a new one. */
  templateId: TemplateId.nullable(),
  /** Somebody wanted to submit it without a network: it is asked about again. */
  isParked: z.boolean(),
  /** Epoch ms. */
  updatedAt: z.int(),
});
export type TemplateDraft = z.infer<typeof TemplateDraft>;
