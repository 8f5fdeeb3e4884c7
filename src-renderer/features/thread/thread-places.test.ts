import { expect, it } from 'vitest';
import { newId, type ConversationId, type MessageId } from '#shared/ids.ts';
import { placeIn, rememberPlace } from './thread-places.ts';

const place = { top: 420, sizes: [] };
const oldest = newId<MessageId>();

it('goes back to where a thread was left', () => {
  const id = newId<ConversationId>();
  rememberPlace(id, place, oldest);
  expect(placeIn(id, oldest)).toBe(place);
});

it('opens at the end a thread that was left there, or that is loaded differently now', () => {
  const id = newId<ConversationId>();
  rememberPlace(id, place, oldest);
  expect(placeIn(id, newId())).toBeNull();
  rememberPlace(id, null, oldest);
  expect(placeIn(id, oldest)).toBeNull();
});

it('forgets the place left longest ago once there are more than fifty', () => {
  const ids = Array.from({ length: 51 }, () => newId<ConversationId>());
  for (const id of ids) rememberPlace(id, place, oldest);
  expect(ids.filter((id) => placeIn(id, oldest) === null)).toEqual(ids.slice(0, 1));
});
