import type { MessageId, UserId } from '#shared/ids.ts';
import type { ThreadMessage } from '#shared/inbox.ts';
import type { Pending } from './pending.ts';

/** What this desktop did to messages that the server has, and has not had back yet. Leaves the JSON of others as it is. */
export function overlayMessages(pending: readonly Pending[], me: UserId): (id: MessageId, json: string) => string {
  const acts = new Map<MessageId, ((message: ThreadMessage) => ThreadMessage)[]>();
  const add = (id: MessageId, act: (message: ThreadMessage) => ThreadMessage): void => {
    acts.set(id, [...(acts.get(id) ?? []), act]);
  };
  for (const { mutation, state, createdAt } of pending) {
    // A person told us to send it again: it waits like a new one, whatever the server still says.
    if (mutation.type === 'message.resend') {
      add(mutation.messageId, (message) => ({ ...message, sendState: { state: 'queued' } }));
    } else if (mutation.type === 'message.react' && state !== 'rejected') {
      add(mutation.messageId, (message) => withReaction(message, mutation.emoji, me, createdAt));
    }
  }
  return (id, json) => {
    const own = acts.get(id);
    if (own === undefined) return json;
    const message = JSON.parse(json) as ThreadMessage;
    return JSON.stringify(own.reduce((before, act) => act(before), message));
  };
}

/** The team has one reaction on a message; '' takes it away. */
function withReaction(message: ThreadMessage, emoji: string, me: UserId, at: number): ThreadMessage {
  const { reactions = [], ...others } = message;
  const theirs = reactions.filter(({ by }) => by !== 'team');
  const after = emoji === '' ? theirs : [...theirs, { by: 'team' as const, userId: me, emoji, at }];
  return after.length === 0 ? others : { ...others, reactions: after };
}
