import { newId, type ScheduledSendId } from '#shared/ids.ts';
import type { Mutation } from '#shared/mutation.ts';
import type { Permission } from '#shared/permission.ts';
import { checkContent } from './outgoing.ts';
import type { Workspace } from './workspace-api.ts';

/** Puts an act into the outbox if this person may do it. */
export type Act = (permission: Permission, mutation: Mutation) => Promise<void>;

/** The same for many in one commit. */
export type ActAll = (permission: Permission, mutations: readonly Mutation[]) => Promise<void>;

/** What one does to a conversation as a whole. */
export function triageCalls(
  act: Act,
): Pick<
  Workspace['conversations'],
  'assign' | 'takeBackHandOver' | 'setState' | 'archive' | 'prioritise' | 'tag' | 'mark'
> {
  const setState = 'conversation.setState';
  return {
    assign: (input) => act('conversation.assign', { id: newId(), type: 'conversation.assign', ...input }),
    takeBackHandOver: (input) =>
      act('conversation.assign', { id: newId(), type: 'conversation.takeBackHandOver', ...input }),
    setState: (input) => act(setState, { id: newId(), type: 'conversation.setState', ...input }),
    archive: (input) => act(setState, { id: newId(), type: 'conversation.archive', ...input }),
    prioritise: (input) => act(setState, { id: newId(), type: 'conversation.prioritise', ...input }),
    tag: (input) => act(setState, { id: newId(), type: 'conversation.tag', ...input }),
    mark: (input) => act('conversation.read', { id: newId(), type: 'conversation.mark', ...input }),
  };
}

/** Messages that the server sends later. Whether one may go is decided then. */
export function scheduleCalls(act: Act): Pick<Workspace['messages'], 'schedule' | 'cancelScheduled'> {
  return {
    schedule: async ({ scheduledId, ...input }) => {
      const id = scheduledId ?? newId<ScheduledSendId>();
      const content = checkContent(input.content);
      await act('message.send', { ...input, id: newId(), type: 'scheduled.save', scheduledId: id, content });
      return { scheduledId: id };
    },
    cancelScheduled: (input) => act('message.send', { id: newId(), type: 'scheduled.cancel', ...input }),
  };
}
