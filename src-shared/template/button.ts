import { z } from 'zod';

const text = z.string();
/** Meta's pages show samples as a text and as a list of one. */
const samples = z.union([z.string(), z.array(z.string())]).nullish();
const label = text.nullish();
const id = z.union([z.string(), z.number()]);

/** Buttons of a template as Meta has them, types in capitals; keys that this version does not know go through. */
export const KnownButton = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('QUICK_REPLY'), text }),
  z.looseObject({ type: z.literal('URL'), text, url: text, example: samples }),
  z.looseObject({ type: z.literal('PHONE_NUMBER'), text, phone_number: text }),
  z.looseObject({ type: z.literal('COPY_CODE'), text: label, example: samples }),
  z.looseObject({
    type: z.literal('OTP'),
    otp_type: z.string().nullish(),
    text: label,
    autofill_text: label,
    supported_apps: z
      .array(z.looseObject({ package_name: z.string().nullish(), signature_hash: z.string().nullish() }))
      .nullish(),
    zero_tap_terms_accepted: z.boolean().nullish(),
  }),
  z.looseObject({
    type: z.literal('FLOW'),
    text,
    flow_id: id.nullish(),
    flow_name: text.nullish(),
    flow_json: text.nullish(),
    flow_action: text.nullish(),
    navigate_screen: text.nullish(),
  }),
  z.looseObject({
    type: z.enum(['CATALOG', 'MPM', 'SPM', 'ORDER_DETAILS', 'REQUEST_CONTACT_INFO']),
    text: label,
  }),
  z.looseObject({ type: z.literal('VOICE_CALL'), text: label, ttl_minutes: z.number().nullish() }),
]);
export type KnownButton = z.infer<typeof KnownButton>;
/** One that this version does not know, or that misses what its type needs, stays as it came. */
export type TemplateButton = KnownButton | { type: 'UNKNOWN'; raw: unknown };

/** Labels that WhatsApp writes when the business does not. */
const usualLabels: Readonly<Partial<Record<TemplateButton['type'], string>>> = {
  COPY_CODE: 'Copy offer code',
  OTP: 'Copy code',
  CATALOG: 'View catalog',
  MPM: 'View items',
  SPM: 'View',
  ORDER_DETAILS: 'Review and pay',
  REQUEST_CONTACT_INFO: 'Share contact info',
  VOICE_CALL: 'Call on WhatsApp',
};

export function labelOf(button: TemplateButton): string {
  const own = button.type === 'UNKNOWN' ? undefined : button.text;
  return own === undefined || own === null || own === '' ? (usualLabels[button.type] ?? 'Button') : own;
}

export function readButton(raw: unknown): TemplateButton {
  const known = KnownButton.safeParse(withTypeInCapitals(raw));
  return known.success ? known.data : { type: 'UNKNOWN', raw };
}

/** Meta takes types in small letters and answers them in capitals. */
export function withTypeInCapitals(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null) return raw;
  const capitals = Object.entries(raw).map(([key, value]) => [
    key,
    typedKeys.has(key) && typeof value === 'string' ? value.toUpperCase() : value,
  ]);
  return Object.fromEntries(capitals);
}
const typedKeys = new Set(['type', 'format', 'otp_type']);

/** The type that something unknown says it has; '' when it says none. */
export function typeOf(raw: unknown): string {
  const type = typeof raw === 'object' && raw !== null && 'type' in raw ? raw.type : '';
  return typeof type === 'string' ? type.toUpperCase().slice(0, 40) : '';
}
