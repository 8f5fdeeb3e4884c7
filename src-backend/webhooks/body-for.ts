import { z } from 'zod';
import { parseJson } from '../platform/http/parse-json.ts';

const Body = z.looseObject({
  entry: z.array(z.looseObject({ id: z.coerce.string(), changes: z.array(z.looseObject({ value: z.unknown() })) })),
});
const About = z.object({
  metadata: z.object({ phone_number_id: z.coerce.string() }).optional().catch(undefined),
  recipient: z.object({ phone_number_id: z.coerce.string() }).optional().catch(undefined),
  waba_info: z.object({ waba_id: z.coerce.string() }).optional().catch(undefined),
});

/** As readable JSON; null when it is none. */
export function readable(body: Buffer): string | null {
  try {
    return JSON.stringify(parseJson(body, 500_000), null, 2);
  } catch {
    return null;
  }
}

/**
 * What a body says of one company's numbers and business accounts, as readable JSON: one body may speak of several
 * companies, and none sees another's. Null when it can't be read. Pure.
 */
export function bodyFor(
  body: Buffer,
  ours: { numbers: ReadonlySet<string>; wabas: ReadonlySet<string> },
): string | null {
  let value: unknown;
  try {
    value = parseJson(body, 500_000);
  } catch {
    return null;
  }
  const parsed = Body.safeParse(value).data;
  if (parsed === undefined) return null;
  const isOurs = (entryId: string, change: { value: unknown }): boolean => {
    const about = About.safeParse(change.value).data;
    const number = about?.metadata?.phone_number_id ?? about?.recipient?.phone_number_id;
    return number === undefined ? ours.wabas.has(about?.waba_info?.waba_id ?? entryId) : ours.numbers.has(number);
  };
  const entry = parsed.entry
    .map(({ changes, ...rest }) => ({ ...rest, changes: changes.filter((change) => isOurs(rest.id, change)) }))
    .filter(({ changes }) => changes.length > 0);
  return JSON.stringify({ ...parsed, entry }, null, 2);
}
