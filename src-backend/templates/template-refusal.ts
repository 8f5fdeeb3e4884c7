import { AppError } from '#shared/error.ts';
import type { GraphRefusal } from '../accounts/graph-api.ts';

/** The part of a template that each of Meta's subcodes is about. */
const fieldBySubcode: ReadonlyMap<number, string> = new Map([
  [2388047, 'components.header'],
  [2388072, 'components.body'],
  [2388073, 'components.footer'],
  [2388043, 'components.buttons'],
  [2388042, 'components.carousel'],
  [2388293, 'components.body'],
  [2388299, 'components.body'],
  [2388023, 'name'],
  [2388024, 'language'],
  [2388025, 'language'],
  [2388003, 'status'],
  [2494102, 'components.header.example'],
  [2593002, 'name'],
]);

const parts = ['header', 'body', 'footer', 'buttons', 'carousel'] as const;
const parameters = ['category', 'language', 'name', 'parameter_format', 'message_send_ttl_seconds'] as const;
const limitOfTemplates = 2388019;
const tooManyCalls: readonly (number | null)[] = [4, 80007, 80008, 130429];

/** Meta's refusal as ours: what to look at, in Meta's words. Pure. */
export function refusalOf(refusal: GraphRefusal): AppError {
  const { code, subcode, status, message, userMessage } = refusal;
  const words = userMessage ?? message;
  const details = { code, ...(subcode === null ? {} : { subcode }) };
  if (code === 190) return new AppError('account_cannot_send', 'WhatsApp refuses the access token of this number');
  if (code === 10 || (code !== null && code >= 200 && code < 300)) {
    return new AppError(
      'account_cannot_send',
      'The access token may not manage templates: give it whatsapp_business_management',
      { details },
    );
  }
  if (tooManyCalls.includes(code)) {
    const text = `WhatsApp takes no more of these calls for now: ${words}`;
    return new AppError('rate_limited', text, { details: { ...details, retryAfter: 3600 } });
  }
  if (subcode === limitOfTemplates) return new AppError('conflict', `WhatsApp refused it: ${words}`, { details });
  if (code === 100 || code === 132_000 || (status === 400 && code !== null)) {
    return new AppError('invalid_input', `WhatsApp refused it: ${words}`, {
      details: { ...details, field: fieldOf(subcode, words) },
    });
  }
  return new AppError('upstream', `WhatsApp answered: ${words}`, { details });
}

/** The part that Meta means, as a path of what was handed in. */
function fieldOf(subcode: number | null, words: string): string {
  const known = subcode === null ? undefined : fieldBySubcode.get(subcode);
  if (known !== undefined) return known;
  const lower = words.toLowerCase();
  const part = parts.find((name) => new RegExp(`\\b${name.replace(/s$/, '')}s?\\b`).test(lower));
  if (part !== undefined) return `components.${part}`;
  return parameters.find((name) => lower.includes(name)) ?? 'components';
}
