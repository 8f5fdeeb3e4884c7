import { z } from 'zod';
import { ErrorCode } from './error.ts';

/**
 * What a window can do with the file of a message. `here`: on this computer; `shown` says how it may be shown, null when
 * it can only be saved. `elsewhere`: on the server, nobody asked for it yet. `away`: it could not be had, and why.
 */
export const MediaLook = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('here'),
    type: z.string(),
    size: z.int(),
    shown: z.enum(['picture', 'film', 'sound']).nullable(),
    /** Of a picture, in pixels. */
    width: z.int().nullable(),
    height: z.int().nullable(),
  }),
  z.object({ state: z.literal('elsewhere') }),
  z.object({ state: z.literal('away'), code: ErrorCode, message: z.string() }),
]);
export type MediaLook = z.infer<typeof MediaLook>;
/** How many bars a waveform has. */
export const waveformBars = 48;
