import { z } from 'zod';

const Failure = z.object({
  message: z.unknown().optional(),
  error: z.unknown().optional(),
  response: z.object({ message: z.unknown() }).optional().catch(undefined),
});
const Nobody = z.object({ exists: z.literal(false) });

/** What a refusal of the gateway says, in its words, and whether it is that nobody has the number. */
export function refusalOf(body: unknown): { words: string; isNobody: boolean } {
  const failure = Failure.safeParse(body).data;
  const said = failure?.response?.message ?? failure?.message ?? failure?.error;
  const parts = (Array.isArray(said) ? said : [said]) as unknown[];
  const isNobody = parts.some((part) => Nobody.safeParse(part).success);
  const words = parts.filter((part) => typeof part === 'string').join('; ');
  return { words: isNobody ? 'This number is not on WhatsApp' : words, isNobody };
}

export function parseAnswer(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
