import { z } from 'zod';
import { AccountId, MediaId, MessageId, TemplateId, UserId } from '../ids.ts';
import { TemplateCategory } from '../template.ts';
import { MessageView } from './crm-inbox-routes.ts';
import { Pagination, paging } from './paging.ts';
import { nothing, route } from './route.ts';
import { RecipientPhone, TemplateToSend } from './to-person.ts';

const success = z.literal(true);
const time = z.iso.datetime();

/** A template as the CRM's routes show it. */
export const TemplateView = z.object({
  id: TemplateId,
  /** The business account it belongs to; all numbers of it may send it. */
  businessAccountId: z.string(),
  /** Meta's own id. */
  metaTemplateId: z.string(),
  name: z.string(),
  language: z.string(),
  category: z.string(),
  status: z.string(),
  quality: z.string().nullable(),
  /** May it be sent now? `problem` says why not. */
  sendable: z.boolean(),
  problem: z.string().nullable(),
  rejectedReason: z.string().nullable(),
  statusNote: z.string().nullable(),
  correctCategory: z.string().nullable(),
  parameterFormat: z.enum(['positional', 'named']),
  components: z.array(z.record(z.string(), z.unknown())),
  ttlSeconds: z.int().nullable(),
  lastSyncedAt: time,
});
export type TemplateView = z.infer<typeof TemplateView>;

const components = z
  .array(z.looseObject({ type: z.string().min(1).max(60) }))
  .min(1, 'must hold at least a BODY')
  .max(20);
const ttlSeconds = z.int().min(-1).max(2_592_000);

export const NewTemplate = z.object({
  integrationId: AccountId,
  name: TemplateToSend.shape.name,
  language: TemplateToSend.shape.language,
  category: TemplateCategory,
  components,
  parameterFormat: z.enum(['positional', 'named']).optional(),
  ttlSeconds: ttlSeconds.optional(),
});
export type NewTemplate = z.output<typeof NewTemplate>;

export const TemplateEdit = z
  .object({
    category: TemplateCategory.optional(),
    components: components.optional(),
    ttlSeconds: ttlSeconds.optional(),
  })
  .refine((edit) => Object.values(edit).some((value) => value !== undefined), {
    message: 'holds nothing to change: give category, components or ttlSeconds',
  });
export type TemplateEdit = z.output<typeof TemplateEdit>;

/** Something that became of a template: what WhatsApp said of it, or what a person did. */
export const TemplateEvent = z.object({
  at: time,
  kind: z.enum(['created', 'edited', 'deleted', 'tested', 'status', 'quality', 'category']),
  /** Of the last three, in WhatsApp’s words. */
  before: z.string().nullable(),
  after: z.string().nullable(),
  /** Why, as far as WhatsApp says. */
  note: z.string().nullable(),
  /** Who did it; null: WhatsApp, or a program. */
  by: UserId.nullable(),
});
export type TemplateEvent = z.infer<typeof TemplateEvent>;

const one = z.object({ success, data: TemplateView });
const word = z.string().min(1).max(100);
const tally = z.int().min(0);

export const templatesRoutes = {
  listTemplates: route('GET', '/api/whatsapp/templates', {
    summary: 'Lists the message templates',
    description: 'By name and language. Deleted ones only with `status=DELETED`.',
    query: z.object({
      ...paging,
      integrationId: AccountId.optional(),
      name: word.optional(),
      language: word.optional(),
      status: word.optional(),
      category: word.optional(),
      search: word.optional(),
    }),
    body: nothing,
    response: z.object({ success, data: z.array(TemplateView), pagination: Pagination }),
  }),
  syncTemplates: route('POST', '/api/whatsapp/templates/sync', {
    summary: 'Reads the templates from WhatsApp anew',
    description:
      'Of one number’s business account, or of all. Answers when it is done; its progress can be read meanwhile.',
    query: nothing,
    body: z.object({ integrationId: AccountId.optional() }).nullish(),
    response: z.object({ success, data: z.object({ added: tally, updated: tally, removed: tally }) }),
  }),
  templateSyncs: route('GET', '/api/whatsapp/templates/sync', {
    summary: 'Shows how reading the templates goes, or went last',
    query: z.object({ integrationId: AccountId.optional() }),
    body: nothing,
    response: z.object({
      success,
      data: z.array(
        z.object({
          businessAccountId: z.string(),
          running: z.boolean(),
          startedAt: time,
          /** Of the last one that worked. */
          finishedAt: time.nullable(),
          seen: tally,
          added: tally,
          updated: tally,
          removed: tally,
          error: z.string().nullable(),
        }),
      ),
    }),
  }),
  templateUses: route('GET', '/api/whatsapp/templates/uses', {
    summary: 'Lists how much each template is used',
    description: 'By messages that Parley sent; templates that were never sent are left out.',
    query: z.object({ days: z.coerce.number().pipe(z.int().min(1).max(365)).default(30) }),
    body: nothing,
    response: z.object({
      success,
      data: z.array(
        z.object({
          id: TemplateId,
          /** Within the last `days`. */
          sent: tally,
          lastSentAt: time,
        }),
      ),
    }),
  }),
  uploadTemplateSample: route('POST', '/api/whatsapp/templates/samples', {
    summary: 'Hands WhatsApp a sample file for a template’s header',
    description: 'The handle belongs into `example.header_handle` of the header. JPEG, PNG, MP4 and PDF.',
    query: nothing,
    body: z.object({ integrationId: AccountId, mediaId: MediaId }),
    response: z.object({ success, data: z.object({ handle: z.string() }) }),
  }),
  createTemplate: route('POST', '/api/whatsapp/templates', {
    summary: 'Makes a template and submits it to WhatsApp’s review',
    query: nothing,
    body: NewTemplate,
    response: one,
  }),
  template: route('GET', '/api/whatsapp/templates/:id', {
    summary: 'Shows a template',
    query: nothing,
    body: nothing,
    response: one,
  }),
  editTemplate: route('PATCH', '/api/whatsapp/templates/:id', {
    summary: 'Changes a template and submits it again',
    description: 'WhatsApp takes changes of approved, rejected and paused ones; of an approved one once in 24 hours.',
    query: nothing,
    body: TemplateEdit,
    response: one,
  }),
  deleteTemplate: route('DELETE', '/api/whatsapp/templates/:id', {
    summary: 'Deletes a template in this language',
    query: nothing,
    body: nothing,
    response: z.object({ success }),
  }),
  testTemplate: route('POST', '/api/whatsapp/templates/:id/test', {
    summary: 'Sends a template to a number, to see it there',
    description:
      '`values`: by key of the form’s fields. 202: it is queued. `Idempotency-Key`: the same key, the same message.',
    query: nothing,
    body: z.object({
      integrationId: AccountId,
      to: RecipientPhone,
      values: z.record(z.string().max(200), z.unknown()).default({}),
    }),
    response: z.object({ success, data: MessageView }),
  }),
  templateAnalytics: route('GET', '/api/whatsapp/templates/:id/analytics', {
    summary: 'Counts what became of a template’s messages',
    description: 'Of messages that Parley sent in the last `days`, over all numbers of the business account.',
    query: z.object({ days: z.coerce.number().pipe(z.int().min(1).max(365)).default(30) }),
    body: nothing,
    response: z.object({
      success,
      data: z.object({
        days: z.int(),
        sent: tally,
        delivered: tally,
        read: tally,
        failed: tally,
        /** The customer wrote within 72 hours. */
        answered: tally,
        /** The customer tapped a quick reply of it; taps on links are known to WhatsApp alone. */
        tapped: tally,
        lastSentAt: time.nullable(),
        lastMessageId: MessageId.nullable(),
        /** Meta’s codes of those that failed, the most frequent first. */
        failures: z.array(z.object({ code: z.int(), title: z.string(), count: tally })),
      }),
    }),
  }),
  templateHistory: route('GET', '/api/whatsapp/templates/:id/history', {
    summary: 'Tells what became of a template',
    description: 'Newest first, at most 200: states, quality and category, and who made, changed or deleted it.',
    query: nothing,
    body: nothing,
    response: z.object({ success, data: z.array(TemplateEvent) }),
  }),
} as const;
