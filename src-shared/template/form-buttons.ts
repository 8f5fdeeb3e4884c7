import { labelOf, type TemplateButton } from './button.ts';
import type { FormPart, PartField } from './field.ts';
import { templateLimits } from './limits.ts';
import { firstSample } from './samples.ts';
import { lengthOf, piecesOf } from './variables.ts';

/** A one-time code goes into the text and, once more, behind this button. Meta answers OTP buttons as ones with a URL. */
export function takesCode(button: TemplateButton, category: string): boolean {
  if (button.type === 'OTP') return true;
  return category === 'AUTHENTICATION' && button.type === 'URL' && variableOf(button.url) !== null;
}

/** What of a button has to or may be filled in; null when nothing. `key` and `place` begin the fields' keys and labels. */
export function buttonPart(
  button: TemplateButton,
  { index, key, place, category }: { index: number; key: string; place: string; category: string },
): Pick<FormPart, 'button' | 'fields'> | null {
  const label = `${place}Button “${labelOf(button)}”`;
  const part = (subType: string, ...fields: PartField[]) => ({ button: { index, subType }, fields });
  const optional = { required: false, example: null };
  if (takesCode(button, category)) {
    return part('url', {
      key: 'code',
      kind: 'code',
      label: 'Code',
      required: true,
      example: null,
      maxLength: templateLimits.code,
    });
  }
  switch (button.type) {
    case 'QUICK_REPLY':
      return part('quick_reply', {
        ...{ ...optional, key: `${key}.payload`, kind: 'payload', label: `${label}: what a tap sends back` },
        maxLength: templateLimits.payload,
      });
    case 'URL': {
      const base = variableOf(button.url);
      if (base === null) return null;
      return part('url', {
        ...{ key: `${key}.suffix`, kind: 'suffix', label: `${label}: end of the link`, required: true, base },
        example: suffixOf(firstSample(button.example), base),
        maxLength: templateLimits.url - lengthOf(base),
      });
    }
    case 'COPY_CODE':
      return part('copy_code', {
        ...{
          key: `${key}.code`,
          kind: 'code',
          label: `${label}: code`,
          required: true,
          maxLength: templateLimits.code,
        },
        example: firstSample(button.example),
      });
    case 'FLOW':
      return part(
        'flow',
        { ...optional, key: `${key}.flow_token`, kind: 'flow_token', label: `${label}: token`, maxLength: 200 },
        {
          ...optional,
          key: `${key}.data`,
          kind: 'data',
          name: 'flow_action_data',
          label: `${label}: data of its first screen`,
        },
      );
    case 'CATALOG':
      return part('catalog', {
        ...{
          ...optional,
          key: `${key}.thumbnail`,
          kind: 'product_id',
          label: `${label}: product to show`,
          maxLength: 256,
        },
      });
    case 'MPM':
      return part('mpm', {
        ...{ key: `${key}.products`, kind: 'products', label: `${label}: products`, required: true, example: null },
        ...{ maxSections: templateLimits.sections, maxProducts: templateLimits.products },
      });
    case 'ORDER_DETAILS':
      return part('order_details', {
        ...{
          key: `${key}.order`,
          kind: 'data',
          name: 'order_details',
          label: `${label}: order`,
          required: true,
          example: null,
        },
      });
    default:
      return null;
  }
}

/** What of an address stands before its variable; null when it has none. */
export function variableOf(url: string): string | null {
  const pieces = piecesOf(url);
  const at = pieces.findIndex(({ kind }) => kind === 'variable');
  return at < 0
    ? null
    : pieces
        .slice(0, at)
        .map(({ text }) => text)
        .join('');
}

/** People paste the whole address where only its end is wanted; Meta's samples are whole ones, too. */
export function suffixOf(address: string | null, base: string): string | null {
  return address !== null && base !== '' && address.startsWith(base) ? address.slice(base.length) : address;
}
