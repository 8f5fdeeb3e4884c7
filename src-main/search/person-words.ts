import type { Contact } from '#shared/contact.ts';
import { foldText } from '#shared/fold-text.ts';
import { phoneVariants } from '#shared/phone.ts';

/** All that somebody can be found by, folded, one line each: name, and every alias with the other forms of its phone. */
export function personWords({ name, aliases }: Pick<Contact, 'name' | 'aliases'>): string {
  const words = aliases.flatMap(({ kind, value }) =>
    kind === 'phone' || kind === 'wa_id' ? phoneVariants(value) : [kind === 'username' ? `@${value}` : value],
  );
  return [...new Set([name, ...words].map(foldText))].join('\n');
}
