import { z } from 'zod';
import { MediaKind } from './content.ts';
import { MediaId } from './ids.ts';
import { OutgoingContent, OutgoingEmoji } from './outgoing.ts';

// A message in Meta's own words, `{type, <type>: …}`: what the CRM's route and other systems' queues hand us. Here only
// its form is read; what WhatsApp allows is for OutgoingContent to say, in the words of whoever wrote it.

const text = z.string();
const optionalText = z.string().nullish();
const file = z.looseObject({
  id: z.union([z.string(), z.number()]).transform(String).nullish(),
  link: optionalText,
  caption: optionalText,
  filename: optionalText,
  mime_type: optionalText,
  voice: z.boolean().nullish(),
});
type File = z.infer<typeof file>;
const number = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d{1,3}(\.\d{1,20})?$/, 'must be a number')
    .transform(Number),
]);

const forms = {
  text: z.looseObject({ body: text }),
  image: file,
  video: file,
  audio: file,
  document: file,
  sticker: file,
  location: z.looseObject({ latitude: number, longitude: number, name: optionalText, address: optionalText }),
  contacts: z.array(
    z.looseObject({
      name: z.looseObject({ formatted_name: text }),
      phones: z.array(z.looseObject({ phone: optionalText, wa_id: optionalText, type: optionalText })).nullish(),
      emails: z.array(z.looseObject({ email: text, type: optionalText })).nullish(),
      org: z.looseObject({ company: optionalText }).nullish(),
    }),
  ),
  interactive: z.looseObject({
    type: text,
    header: z.looseObject({ type: text }).nullish(),
    body: z.looseObject({ text }).nullish(),
    footer: z.looseObject({ text }).nullish(),
    action: z.looseObject({}),
  }),
  template: z.looseObject({
    name: text,
    language: z.union([text.transform((code) => ({ code })), z.looseObject({ code: text })]),
    components: z.array(z.looseObject({})).nullish(),
  }),
  reaction: z.looseObject({ message_id: text, emoji: OutgoingEmoji }),
} as const;
export const GraphType = z.enum([
  'text',
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'location',
  'contacts',
  'interactive',
  'template',
  'reaction',
]);
export type GraphType = z.infer<typeof GraphType>;

export type FromGraph =
  | { kind: 'message'; content: OutgoingContent }
  | { kind: 'reaction'; messageId: string; emoji: string }
  /** `field` is the writer's: `text.body`, `image.link`, `interactive.action.buttons.0.reply.title` … */
  | { kind: 'wrong'; field: string; message: string };

/** Reads a message in Meta's form; the first thing that is wrong is named. Pure. */
export function fromGraph(message: Record<string, unknown>): FromGraph {
  const type = GraphType.safeParse(message['type'] ?? 'text');
  if (!type.success) return { kind: 'wrong', field: 'type', message: `must be one of ${GraphType.options.join(', ')}` };
  const given = message[type.data];
  const words = type.data === 'text' && typeof given === 'string' ? { body: given } : given;
  if (words === undefined || words === null) return { kind: 'wrong', field: type.data, message: 'is missing' };
  const form = forms[type.data].safeParse(words);
  if (!form.success) return wrong([type.data, ...(form.error.issues[0]?.path ?? [])], form.error.issues[0]?.message);
  if (type.data === 'reaction') {
    const { message_id: messageId, emoji } = forms.reaction.parse(words);
    return { kind: 'reaction', messageId, emoji };
  }
  const content = OutgoingContent.safeParse(inOurWords(type.data, words));
  if (content.success) return { kind: 'message', content: content.data };
  const [issue] = content.error.issues;
  return wrong([type.data, ...inTheirPath(type.data, issue?.path ?? [])], issue?.message);
}

function wrong(path: readonly PropertyKey[], message = 'is not what WhatsApp takes'): FromGraph {
  return { kind: 'wrong', field: path.map(String).join('.'), message };
}

function inOurWords(type: Exclude<GraphType, 'reaction'>, words: unknown): unknown {
  switch (type) {
    case 'text':
      return { type, text: forms.text.parse(words).body };
    case 'location': {
      const { latitude, longitude, name = null, address = null } = forms.location.parse(words);
      return { type, latitude, longitude, name, address };
    }
    case 'contacts':
      return { type, cards: forms.contacts.parse(words).map(toCard) };
    case 'interactive': {
      const { type: kind, header, body, footer, action } = forms.interactive.parse(words);
      return {
        type,
        kind,
        header: toHeader(header ?? null),
        body: body?.text ?? null,
        footer: footer?.text ?? null,
        action,
      };
    }
    case 'template': {
      const { name, language, components } = forms.template.parse(words);
      return { type, name, language: language.code, parameters: components ?? [] };
    }
    default: {
      const media = forms[type].parse(words);
      const { caption = null, voice } = media;
      return { type: 'media', kind: type, media: toMedia(media), caption, voice: voice ?? false };
    }
  }
}

/** Our ids of files are UUIDs, Meta's are digits. */
function toMedia({ id, link, filename, mime_type }: File): object {
  const source = id === null || id === undefined ? { link } : MediaId.safeParse(id).success ? { id } : { metaId: id };
  return {
    ...source,
    ...(filename === null || filename === undefined ? {} : { filename }),
    ...(mime_type === null || mime_type === undefined ? {} : { mimeType: mime_type }),
  };
}

function toHeader(header: Record<string, unknown> | null): unknown {
  if (header === null) return null;
  const kind = MediaKind.safeParse(header['type']);
  if (!kind.success) return { ...header, kind: header['type'] };
  const media = file.safeParse(header[kind.data]);
  return { kind: 'media', mediaKind: kind.data, media: media.success ? toMedia(media.data) : {} };
}

function toCard({ name, phones, emails, org }: z.infer<typeof forms.contacts>[number]): object {
  return {
    name: name.formatted_name,
    phones: (phones ?? []).map(({ phone, wa_id, type }) => ({
      phone: phone ?? wa_id ?? '',
      waId: wa_id ?? null,
      type: type ?? null,
    })),
    emails: (emails ?? []).map(({ email, type }) => ({ email, type: type ?? null })),
    organisation: org?.company ?? null,
  };
}

/** Where the writer finds what OutgoingContent found fault with. */
function inTheirPath(type: GraphType, [first, ...rest]: readonly PropertyKey[]): readonly PropertyKey[] {
  if (type === 'text') return ['body'];
  if (type === 'contacts') return rest;
  if (type === 'template') {
    if (first === 'language') return ['language', 'code'];
    return first === 'parameters' ? ['components', ...rest] : [first ?? '', ...rest];
  }
  if (type === 'interactive') {
    if (first === 'kind') return ['type'];
    return (first === 'body' || first === 'footer') && rest.length === 0 ? [first, 'text'] : [first ?? '', ...rest];
  }
  if (first !== 'media') return [first ?? '', ...rest];
  return rest.length === 0 ? ['id or link'] : rest.map((key) => (key === 'metaId' ? 'id' : key));
}
