import type { ConversationId, MessageId } from '#shared/ids.ts';
import type { FoundMessages, ThreadPosition } from '#shared/inbox.ts';
import { api } from '../../api.ts';
import { jumpTo } from './jump.ts';
import { createForWorkspace } from '../../entities/workspace-store.ts';

/** So many are listed of what was found. */
const mostFound = 1000;

interface Find {
  /** The conversation that is looked through; null when nothing is. */
  conversationId: ConversationId | null;
  /** Counts the requests to put the cursor into the field. */
  asked: number;
  /** As typed. */
  wanted: string;
  /** What was found for it, the newest first; null while it is looked for. */
  places: readonly ThreadPosition[] | null;
  isCut: boolean;
  /** Which of them is shown. */
  at: number;
}

const closed: Find = { conversationId: null, asked: 0, wanted: '', places: [], isCut: false, at: 0 };

export const useFind = createForWorkspace<Find>(() => closed);
/** The message that is shown of those that were found. */
export const useFoundHere = (id: MessageId) => useFind((state) => state.places?.[state.at]?.id === id);

export function openFind(conversationId: ConversationId): void {
  const before = useFind.getState();
  const isOpen = before.conversationId === conversationId;
  useFind.setState({ ...(isOpen ? before : closed), conversationId, asked: before.asked + 1 }, true);
}

export function closeFind(): void {
  useFind.setState(({ asked }) => ({ ...closed, asked }), true);
}

/** Looks for it in what this computer has, the newest first, and shows the first that is found. */
export async function find(wanted: string): Promise<void> {
  const { conversationId } = useFind.getState();
  if (conversationId === null) return;
  useFind.setState({ wanted, places: wanted.trim() === '' ? [] : null, isCut: false, at: 0 });
  if (wanted.trim() === '') return;
  const found: ThreadPosition[] = [];
  let before: ThreadPosition | null = null;
  do {
    const page: FoundMessages = await api.messages.find({ conversationId, text: wanted, before });
    // Typed on meanwhile, or closed.
    const now = useFind.getState();
    if (now.conversationId !== conversationId || now.wanted !== wanted) return;
    const isFirst = found.length === 0 && page.places.length > 0;
    found.push(...page.places);
    before = page.next;
    const isEnd = before === null || found.length >= mostFound;
    if (found.length > 0 || isEnd) useFind.setState({ places: found.slice(0, mostFound), isCut: before !== null });
    if (isFirst) showFound();
  } while (before !== null && found.length < mostFound);
}

/** 1: to the one before in time, further up; -1: further down. It goes around. */
export function stepFind(steps: 1 | -1): void {
  const { places, at } = useFind.getState();
  if (places === null || places.length === 0) return;
  useFind.setState({ at: (at + steps + places.length) % places.length });
  showFound();
}

function showFound(): void {
  const { conversationId, places, at } = useFind.getState();
  const place = places?.[at];
  if (conversationId !== null && place !== undefined) void jumpTo(conversationId, place.id);
}
