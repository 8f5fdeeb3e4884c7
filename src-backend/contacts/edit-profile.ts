import { AppError } from '#shared/error.ts';
import type { Profile } from './profiles.ts';

/** What somebody wants changed of what the company says of a contact. */
export interface ContactEdit {
  /** null: the name they use on WhatsApp again. */
  name?: string | null | undefined;
  attributes?: Record<string, string | number | boolean | null> | undefined;
  tags?: { add: readonly string[]; remove: readonly string[] } | undefined;
}

const maxTags = 50;
const maxAttributes = 200;

/** The profile after it. Throws `invalid_input` when there is no room for that much. */
export function editProfile(profile: Profile, { name, attributes, tags }: ContactEdit): Profile {
  const all = Object.entries({ ...profile.attributes, ...attributes });
  // Own keys only, whatever they are called.
  const kept = all.flatMap(([key, value]) => (value === null ? [] : [[key, value] as const]));
  const removed = new Set(tags?.remove);
  const tagged = [...new Set([...profile.tags, ...(tags?.add ?? [])])].filter((tag) => !removed.has(tag));
  if (kept.length > maxAttributes || tagged.length > maxTags) {
    const field = tagged.length > maxTags ? 'tags' : 'attributes';
    throw new AppError('invalid_input', `${field}: a contact has no room for that many`, { details: { field } });
  }
  const ownName = name === undefined ? profile.ownName : name;
  return { ...profile, ownName, attributes: Object.fromEntries(kept), tags: tagged };
}
