import type { ConversationId, MessageId } from '#shared/ids.ts';
import type { ScrollPlace } from '../../ui/virtual-list.tsx';

const kept = 50;

/** Where the reader was in threads that are not on screen; those left at their end need no place. */
const places = new Map<ConversationId, { place: ScrollPlace; oldest: MessageId | undefined }>();

/** `oldest`: the first loaded message; a place only fits a thread that is loaded as far back as it was then. */
export function rememberPlace(id: ConversationId, place: ScrollPlace | null, oldest: MessageId | undefined): void {
  places.delete(id);
  if (place === null) return;
  places.set(id, { place, oldest });
  const [eldest] = places.keys();
  if (places.size > kept && eldest !== undefined) places.delete(eldest);
}

export function placeIn(id: ConversationId, oldest: MessageId | undefined): ScrollPlace | null {
  const known = places.get(id);
  return known !== undefined && known.oldest === oldest ? known.place : null;
}
