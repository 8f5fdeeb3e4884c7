import type { UserId } from './ids.ts';
import type { User } from './user.ts';

/** The colleagues whom a note names as `@Full Name`; of names that begin alike the longest counts. */
export function mentionsIn(text: string, users: readonly Pick<User, 'id' | 'name'>[]): UserId[] {
  const byLength = users.filter(({ name }) => name.trim() !== '').toSorted((a, b) => b.name.length - a.name.length);
  const found = new Set<UserId>();
  for (const { index } of text.matchAll(/@/g)) {
    const before = text[index - 1];
    // An address is no mention.
    if (before !== undefined && /[\p{L}\p{N}]/u.test(before)) continue;
    const rest = text.slice(index + 1);
    const fits = (name: string) => rest.startsWith(name) && !/^[\p{L}\p{N}]/u.test(rest.slice(name.length));
    const longest = byLength.find(({ name }) => fits(name));
    if (longest === undefined) continue;
    for (const user of byLength) if (user.name === longest.name) found.add(user.id);
  }
  return [...found];
}
