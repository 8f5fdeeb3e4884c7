import { z } from 'zod';
import { UserId } from './ids.ts';
import { Role } from './permission.ts';

export const Email = z
  .email()
  .max(254)
  .transform((text) => text.toLowerCase());

/** S-43: 12 to 256 characters after NFKC. */
export const Password = z
  .string()
  .transform((text) => text.normalize('NFKC'))
  .pipe(z.string().min(12, 'must have at least 12 characters').max(256));

/** A member of a tenant as colleagues see them. */
export const User = z.object({
  id: UserId,
  version: z.int(),
  name: z.string().min(1).max(200),
  email: z.string(),
  role: Role,
  active: z.boolean(),
});
export type User = z.infer<typeof User>;
