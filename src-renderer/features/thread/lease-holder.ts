import { z } from 'zod';
import { UserId } from '#shared/ids.ts';

const Details = z.object({ userId: UserId });

/** The colleague who was answering, out of a `lease_held` error; null when it names none. */
export function leaseHolder(details: unknown): UserId | null {
  return Details.safeParse(details).data?.userId ?? null;
}
