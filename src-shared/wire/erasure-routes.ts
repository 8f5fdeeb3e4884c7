import { z } from 'zod';
import { Erasure } from '../erasure.ts';
import { done, nothing, route } from './route.ts';

const one = z.object({ erasure: Erasure });

export const erasureRoutes = {
  exportContact: route('POST', '/api/contacts/:id/export', {
    summary: 'Everything that is known of one person',
    description:
      'Over all numbers, with whoever is merged into them: names, attributes, notes, consents, conversations, messages, and the list of their files. One JSON document; `parts` of 1,000 messages each, page on with `after`.',
    proof: 'fresh',
    query: nothing,
    body: z.object({ after: z.string().max(100).optional() }),
    response: z.object({
      exportedAt: z.int(),
      /** Only in the first part. */
      person: z.record(z.string(), z.unknown()).optional(),
      messages: z.array(z.record(z.string(), z.unknown())),
      files: z.array(z.record(z.string(), z.unknown())),
      progress: z.object({ done: z.int(), total: z.int() }),
      next: z.string().nullable(),
    }),
  }),
  countErasure: route('GET', '/api/contacts/:id/erase', {
    summary: 'What erasing a person would delete',
    query: nothing,
    body: nothing,
    response: z.object({ counts: Erasure.shape.counts, desktops: z.int(), keepsOptOut: z.boolean() }),
  }),
  eraseContact: route('POST', '/api/contacts/:id/erase', {
    summary: 'Erase a person',
    description:
      'Over all numbers: messages, files, names, notes, consents, and the copies on every desktop. It begins after ten seconds and can be called off until then. What is left is a receipt, and their no to being written to as a keyed hash.',
    proof: 'fresh',
    query: nothing,
    body: nothing,
    response: one,
  }),
  listErasures: route('GET', '/api/erasures', {
    summary: 'Receipts of erasures',
    description: 'Newest first.',
    query: nothing,
    body: nothing,
    response: z.object({ erasures: z.array(Erasure) }),
  }),
  erasure: route('GET', '/api/erasures/:id', {
    summary: 'The receipt of one erasure',
    query: nothing,
    body: nothing,
    response: one,
  }),
  cancelErasure: route('DELETE', '/api/erasures/:id', {
    summary: 'Call an erasure off',
    description: '409 once it has begun: what is gone does not come back.',
    query: nothing,
    body: nothing,
    response: one,
  }),
  confirmErasure: route('POST', '/api/erasures/:id/confirm', {
    summary: 'A desktop has let go of its copy',
    query: nothing,
    body: nothing,
    response: done,
  }),
} as const;
