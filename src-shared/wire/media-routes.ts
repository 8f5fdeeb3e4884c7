import { z } from 'zod';
import { Media, MediaKind } from '../content.ts';
import { MediaId } from '../ids.ts';
import { nothing, route } from './route.ts';

export const mediaPath = '/api/media';

export const mediaRoutes = {
  uploadMedia: route('POST', mediaPath, {
    summary: 'Upload a file',
    description:
      'A form (multipart/form-data) with one `file`. Answers what a message names it by. `kind`: as what it is going to be sent, so that what WhatsApp would refuse is refused now. `id`: the new file’s id, so that an upload whose answer was lost can be sent again; whoever has uploaded it gets the same answer.',
    query: z.object({ kind: MediaKind.optional(), voice: z.stringbool().optional(), id: MediaId.optional() }),
    body: nothing,
    response: z.object({ success: z.literal(true), data: Media }),
  }),
  getMedia: route('GET', `${mediaPath}/:id`, {
    summary: 'The bytes of a file',
    description: 'Whole or a range. 409 while they are on their way from WhatsApp.',
    query: nothing,
    body: nothing,
    response: z.unknown(),
  }),
  fetchMedia: route('POST', `${mediaPath}/:id/fetch`, {
    summary: 'Ask WhatsApp once more for a file that could not be had',
    query: nothing,
    body: nothing,
    response: z.object({ success: z.literal(true), data: Media }),
  }),
} as const;
