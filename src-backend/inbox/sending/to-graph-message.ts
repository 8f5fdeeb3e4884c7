import type { Content, ContentOf, Media } from '#shared/content.ts';

/** Meta's ids of our files, by ours. */
export type UploadedIds = ReadonlyMap<string, string>;

/** A message in Meta's words: `type`, and below that name what it says. */
export type GraphMessage = { type: string } & Record<string, unknown>;

/**
 * A message as Meta takes it; null for what no business can send. `replyTo`: the wamid it quotes. Pure. A file that is
 * neither uploaded nor linked goes out under our id, which Meta refuses.
 */
export function toGraphMessage(content: Content, uploaded: UploadedIds, replyTo: string | null): GraphMessage | null {
  const message = wordsOf(content, uploaded);
  if (message === null || replyTo === null) return message;
  return { context: { message_id: replyTo }, ...message };
}

/** `emoji: ''` takes the reaction away. */
export function toGraphReaction(wamid: string, emoji: string): GraphMessage {
  return { type: 'reaction', reaction: { message_id: wamid, emoji } };
}

function wordsOf(content: Content, uploaded: UploadedIds): GraphMessage | null {
  switch (content.type) {
    case 'text':
      return { type: 'text', text: { body: content.text, preview_url: /https?:\/\/\S/i.test(content.text) } };
    case 'media':
      return { type: content.kind, [content.kind]: mediaOf(content, uploaded) };
    case 'location': {
      const { latitude, longitude, name, address } = content;
      return { type: 'location', location: known({ latitude, longitude, name, address }) };
    }
    case 'contacts':
      return { type: 'contacts', contacts: content.cards.map(cardOf) };
    case 'interactive':
      return { type: 'interactive', interactive: interactiveOf(content, uploaded) };
    case 'template': {
      const { name, language, parameters } = content;
      const components = parameters.length === 0 ? {} : { components: withUploaded(parameters, uploaded) };
      return { type: 'template', template: { name, language: { code: language }, ...components } };
    }
    case 'answer':
    case 'order':
    case 'system':
    case 'unsupported':
      return null;
  }
}

function mediaOf({ kind, media, caption, voice }: ContentOf<'media'>, uploaded: UploadedIds): object {
  return {
    ...fileOf(media, uploaded),
    ...(caption === null || caption === '' ? {} : { caption }),
    ...(voice ? { voice } : {}),
    ...(kind === 'document' && media.filename !== null ? { filename: media.filename } : {}),
  };
}

function fileOf(media: Media, uploaded: UploadedIds): { id: string } | { link: string } {
  if (media.link !== undefined) return { link: media.link };
  return { id: media.metaId ?? uploaded.get(media.id) ?? media.id };
}

function cardOf({ name, phones, emails, organisation }: ContentOf<'contacts'>['cards'][number]): object {
  return {
    // Meta wants one more part of the name beside the whole of it.
    name: { formatted_name: name, first_name: name },
    ...(phones.length === 0
      ? {}
      : { phones: phones.map(({ phone, waId, type }) => known({ phone, wa_id: waId, type })) }),
    ...(emails.length === 0 ? {} : { emails: emails.map(known) }),
    ...(organisation === null ? {} : { org: { company: organisation } }),
  };
}

function interactiveOf(
  { kind, header, body, footer, action }: ContentOf<'interactive'>,
  uploaded: UploadedIds,
): object {
  return {
    type: kind,
    ...(header === null ? {} : { header: headerOf(header, uploaded) }),
    ...(body === null ? {} : { body: { text: body } }),
    ...(footer === null ? {} : { footer: { text: footer } }),
    action: withUploaded(action, uploaded),
  };
}

function headerOf(header: NonNullable<ContentOf<'interactive'>['header']>, uploaded: UploadedIds): object {
  if (header.kind === 'text') return { type: 'text', text: header.text };
  if (header.kind === 'location' || header.media === null) return {};
  const { mediaKind, media } = header;
  const filename = mediaKind === 'document' && media.filename !== null ? { filename: media.filename } : {};
  return { type: mediaKind, [mediaKind]: { ...fileOf(media, uploaded), ...filename } };
}

/** The same with Meta's ids of files in place of ours, wherever they stand. */
function withUploaded(value: unknown, uploaded: UploadedIds): unknown {
  if (uploaded.size === 0) return value;
  if (Array.isArray(value)) return value.map((member) => withUploaded(member, uploaded));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      const metaId = key === 'id' && typeof member === 'string' ? uploaded.get(member) : undefined;
      return [key, metaId ?? withUploaded(member, uploaded)];
    }),
  );
}

/** Without what nobody said. */
function known<T extends object>(words: T): Partial<T> {
  // The same keys, less some.
  return Object.fromEntries(Object.entries(words).filter(([, value]) => value !== null)) as Partial<T>;
}
