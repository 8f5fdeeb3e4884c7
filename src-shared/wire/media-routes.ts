import { z } from 'zod';
import { Media, MediaKind } from '../content.ts';
import { nothing, route } from './route.ts';

export const mediaPath = '/api/media';

export const mediaRoutes = {
  /**
   * A form (multipart/form-data) with one `file`. Answers what `message.send` names it by. `kind`: as what it is going
   * to be sent, so that what WhatsApp would refuse is refused now.
   */
  uploadMedia: route('POST', mediaPath, {
    query: z.object({ kind: MediaKind.optional(), voice: z.stringbool().optional() }),
    body: nothing,
    response: z.object({ success: z.literal(true), data: Media }),
  }),
  /** The bytes of a file, whole or a range. 409 while they are on their way from WhatsApp. */
  getMedia: route('GET', `${mediaPath}/:id`, { query: nothing, body: nothing, response: z.unknown() }),
  /** Asks WhatsApp once more for a file that could not be had. */
  fetchMedia: route('POST', `${mediaPath}/:id/fetch`, {
    query: nothing,
    body: nothing,
    response: z.object({ success: z.literal(true), data: Media }),
  }),
} as const;
