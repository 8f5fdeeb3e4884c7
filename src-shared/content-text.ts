import type { Content, Header } from './content.ts';

/** Everything of a message that is there to be read, and so to be found: one line for each part of it. */
export function textOfContent(content: Content): string {
  return parts(content)
    .filter((part) => part !== null && part !== '')
    .join('\n');
}

function parts(content: Content): (string | null)[] {
  switch (content.type) {
    case 'text':
    case 'system':
      return [content.text];
    case 'media':
      return [content.caption, content.media.filename];
    case 'location':
      return [content.name, content.address];
    case 'contacts':
      return content.cards.flatMap(({ name, organisation, phones, emails }) => [
        name,
        organisation,
        ...phones.map(({ phone }) => phone),
        ...emails.map(({ email }) => email),
      ]);
    case 'interactive':
      return [ofHeader(content.header), content.body, content.footer];
    case 'answer':
      return [content.title, content.description];
    case 'template':
      return [
        ofHeader(content.header),
        content.body,
        content.footer,
        ...content.buttons.map(({ text }) => text),
        ...content.cards.flatMap(({ body, buttons }) => [body, ...buttons.map(({ text }) => text)]),
      ];
    case 'order':
      return [content.text, ...content.items.map(({ productId }) => productId)];
    case 'unsupported':
      return [content.reason ?? null];
  }
}

function ofHeader(header: Header | null): string | null {
  if (header === null) return null;
  if (header.kind === 'text') return header.text;
  return header.kind === 'location' ? header.name : (header.media?.filename ?? null);
}
