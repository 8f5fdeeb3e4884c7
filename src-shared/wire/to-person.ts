import { z } from 'zod';
import { hasPhoneDigits, noPhone } from '../phone.ts';

// What routes for programs say of whom to write to and with which template.

/** What people call something they made: one line. */
export const Label = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}*$/u, 'must not hold control characters');

/** An id of ours, or WhatsApp's for a message. */
export const AnyMessageId = z.string().regex(/^[\x21-\x7e]{1,512}$/, 'must be the id of a message');

/** A phone in any human form. */
export const RecipientPhone = z
  .union([z.string(), z.int().transform(String)])
  .pipe(z.string().max(60))
  .refine(hasPhoneDigits, noPhone);

/** A template as Meta takes it: `components` hold the values of this message. */
export const TemplateToSend = z.object({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/, 'must be the name of a template: small letters, digits and _'),
  language: z
    .string()
    .regex(/^[A-Za-z]{2,3}(_[A-Za-z]{2,4})?$/, 'must be a language code such as en_US')
    .default('en_US'),
  components: z
    .array(z.looseObject({ type: z.string().min(1).max(60) }))
    .max(50)
    .default([]),
});
export type TemplateToSend = z.infer<typeof TemplateToSend>;
