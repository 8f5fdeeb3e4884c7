import { z } from 'zod';

// Pages of the seeds' lists (ruling 12): newest first, anything but these numbers is refused by name.

/** Digits only: an empty text, `1e3` and ` 7` are no numbers here. */
const digits = z.coerce
  .string()
  .regex(/^\d{1,9}$/, 'must be a whole number')
  .transform(Number);

export const paging = {
  limit: digits.pipe(z.int().min(1, 'must be at least 1').max(100, 'must be at most 100')).default(50),
  offset: digits.default(0),
};

export const Pagination = z.object({ total: z.int(), limit: z.int(), offset: z.int(), hasMore: z.boolean() });
export type Pagination = z.infer<typeof Pagination>;

export function paginationOf(page: { limit: number; offset: number }, total: number): Pagination {
  const { limit, offset } = page;
  return { total, limit, offset, hasMore: offset + limit < total };
}
