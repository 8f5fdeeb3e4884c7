import type { ConversationId, MessageId } from '#shared/ids.ts';
import { openThread, showAround, useMessages } from '../../entities/messages.ts';
import { describeError } from '../../ui/describe-error.ts';
import { showToast } from '../../ui/toasts.ts';
import { useThreadUi } from './thread-ui.ts';

const flashMs = 1_600;
let stopFlash: ReturnType<typeof setTimeout> | undefined;

/** Shows a message in its place, wherever in the conversation that is. */
export async function jumpTo(conversationId: ConversationId, messageId: MessageId): Promise<void> {
  const isLoaded = useMessages.getState().threads[conversationId]?.ids.includes(messageId) ?? false;
  if (!isLoaded && !(await show(conversationId, { messageId }))) return;
  noteJump(messageId, isLoaded);
  clearTimeout(stopFlash);
  useThreadUi.setState({ flash: messageId });
  stopFlash = setTimeout(() => useThreadUi.setState({ flash: null }), flashMs);
}

/** Shows the first message of a day, or the next one there is. `at`: its midnight, epoch ms. */
export async function jumpToDay(conversationId: ConversationId, at: number): Promise<void> {
  if (!(await show(conversationId, { at }))) return;
  const { threads, byId } = useMessages.getState();
  const { ids = [] } = threads[conversationId] ?? {};
  const first = ids.find((id) => (byId[id]?.at ?? 0) >= at) ?? ids.at(-1);
  if (first === undefined) return;
  noteJump(first, false);
}

function noteJump(messageId: MessageId, isLoaded: boolean): void {
  useThreadUi.setState(({ jump }) => {
    const count = (jump?.count ?? 0) + 1;
    return { jump: { messageId, count, list: isLoaded ? (jump?.list ?? null) : count } };
  });
}

/** Back to the end, also from a jump far back. */
export function toNewest(conversationId: ConversationId): void {
  useThreadUi.setState((state) => ({ jump: null, toNewest: state.toNewest + 1 }));
  if (useMessages.getState().threads[conversationId]?.past) void openThread(conversationId);
}

async function show(conversationId: ConversationId, place: Parameters<typeof showAround>[1]): Promise<boolean> {
  try {
    await showAround(conversationId, place);
    return true;
  } catch (error) {
    showToast({ kind: 'warning', text: describeError(error) });
    return false;
  }
}
