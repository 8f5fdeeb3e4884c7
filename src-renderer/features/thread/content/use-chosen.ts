import { useShallow } from 'zustand/react/shallow';
import type { ThreadMessage } from '#shared/inbox.ts';
import { useMessages } from '../../../entities/messages.ts';
import { chosenOf, type Tap } from './taps.ts';

/** Tells which of a message's buttons the customer pressed, as far as their answer is loaded. */
export function useChosen(message: ThreadMessage): (tap: Tap) => boolean {
  const answers = useMessages(
    useShallow(({ byId, threads }) => {
      const { ids = [] } = threads[message.conversationId] ?? {};
      return ids
        .slice(ids.indexOf(message.id) + 1)
        .map((id) => byId[id])
        .filter((each) => each?.replyTo === message.id && each.content.type === 'answer')
        .filter((each) => each !== undefined);
    }),
  );
  const { ids, titles } = chosenOf(message.id, answers);
  return ({ id, label }) => (id === null ? titles.has(label) : ids.has(id));
}
