import { z } from 'zod';

const key = z.looseObject({ id: z.string().min(1).max(512) });

const common = {
  number: z.string().min(1).max(200),
  /** Milliseconds of typing before it; accepted and not played. */
  delay: z.int().min(0).optional(),
  quoted: z.looseObject({ key }).nullish(),
};

const words = z.string().max(65_536);
/** A URL, or base64 without a `data:` prefix. */
const source = z.string().min(1);

export const SendText = z.looseObject({ ...common, text: words.min(1) });
export const SendMedia = z.looseObject({
  ...common,
  mediatype: z.enum(['image', 'document', 'video', 'audio']),
  media: source,
  mimetype: z.string().max(200).optional(),
  caption: words.optional(),
  fileName: z.string().max(500).optional(),
});
export const SendAudio = z.looseObject({ ...common, audio: source });
export const SendSticker = z.looseObject({ ...common, sticker: source });
export const SendLocation = z.looseObject({
  ...common,
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  name: words,
  address: words,
});
export const SendContact = z.looseObject({
  ...common,
  contact: z
    .array(
      z.looseObject({
        fullName: z.string().min(1).max(500),
        phoneNumber: z.string().min(5).max(40),
        wuid: z.string().max(60).optional(),
        organization: z.string().max(500).optional(),
        email: z.string().max(200).optional(),
        url: z.string().max(2000).optional(),
      }),
    )
    .min(1)
    .max(257),
});
export const SendReaction = z.looseObject({
  key: z.looseObject({ ...key.shape, remoteJid: z.string().min(1).max(200), fromMe: z.boolean() }),
  // Without one the reaction is taken back.
  reaction: z
    .string()
    .max(64)
    .refine(
      (text) => text === '' || /\p{Extended_Pictographic}|\p{Regional_Indicator}|[#*0-9]\uFE0F?\u20E3/u.test(text),
      '"reaction" must be an emoji',
    ),
});

export type Card = z.output<typeof SendContact>['contact'][number];
