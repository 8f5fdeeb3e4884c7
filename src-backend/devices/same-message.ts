import type { Content } from '#shared/content.ts';

/**
 * Is what the gateway says it has sent the message that we gave it? By what both know: the gateway has its own names for
 * files. Pure.
 */
export function sameMessage(ours: Content, told: Content | null): boolean {
  if (told === null || told.type !== ours.type) return false;
  if (ours.type === 'text' && told.type === 'text') return ours.text === told.text;
  if (ours.type === 'media' && told.type === 'media') {
    return ours.kind === told.kind && (ours.caption || null) === (told.caption || null);
  }
  if (ours.type === 'location' && told.type === 'location') {
    return ours.latitude === told.latitude && ours.longitude === told.longitude;
  }
  if (ours.type === 'contacts' && told.type === 'contacts') {
    const names = (content: typeof ours): string => JSON.stringify(content.cards.map(({ name }) => name));
    return names(ours) === names(told);
  }
  return false;
}
