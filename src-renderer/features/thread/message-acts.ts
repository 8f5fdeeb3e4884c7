import type { Content, Media } from '#shared/content.ts';
import { textOfContent } from '#shared/content-text.ts';
import type { ConversationId, MessageId } from '#shared/ids.ts';
import type { ThreadMessage } from '#shared/inbox.ts';
import { copyText } from '../../entities/clipboard.ts';
import { openForward } from '../../entities/forward.ts';
import { openLightbox, toLightboxItem } from '../../entities/lightbox.ts';
import { saveMedia } from '../../entities/media.ts';
import { useMessages } from '../../entities/messages.ts';
import { setOpenAt, useThreadUi } from './thread-ui.ts';
import { toOutgoing } from './to-outgoing.ts';
import { previewOf } from '../../ui/preview.ts';

// What a person does to one message, by the pointer or by keys.

/** WhatsApp can quote and mark only what it knows: not notes, nor what is still under way. */
export const canQuote = (message: ThreadMessage): boolean =>
  message.direction !== 'note' && message.content.type !== 'system' && message.wamid !== null;
export const canReact = (message: ThreadMessage): boolean => canQuote(message) && message.deletedAt === undefined;

/** The file of a message, or that above its text. */
export function fileOf({ content, deletedAt }: Pick<ThreadMessage, 'content' | 'deletedAt'>): Media | null {
  const media = deletedAt === undefined ? mediaOf(content) : null;
  return media?.state === 'ready' ? media : null;
}

function mediaOf(content: Content): Media | null {
  if (content.type === 'media') return content.media;
  const header = 'header' in content ? content.header : null;
  return header?.kind === 'media' ? header.media : null;
}

/** What of a message can be passed on to somebody else; null when nothing can. */
export function toForward({ content, deletedAt, direction }: ThreadMessage): ReturnType<typeof toOutgoing> {
  return deletedAt !== undefined || direction === 'note' ? null : toOutgoing(content);
}

export function forwardMessage(message: ThreadMessage): void {
  const content = toForward(message);
  if (content !== null) openForward(content, previewOf(message.content));
}

export function copyMessage({ content }: ThreadMessage): void {
  const place = content.type === 'location' ? `${content.latitude}, ${content.longitude}` : null;
  copyText([textOfContent(content), place].filter(Boolean).join('\n'));
}

export function saveFile(message: ThreadMessage): void {
  const file = fileOf(message);
  if (file !== null) saveMedia(file);
}

/** Opens a picture or film large; the arrows lead through the others of the loaded conversation. */
export function openLarge(message: ThreadMessage): void {
  const { threads, byId } = useMessages.getState();
  const { ids = [] } = threads[message.conversationId] ?? {};
  const items = ids.map((id) => byId[id]).flatMap((each) => (each ? (toLightboxItem(each) ?? []) : []));
  openLightbox(items, message.id);
}

/** The message that keys act on; null when none is selected, or it is not there any more. */
export function selectedMessage(): ThreadMessage | null {
  const { selected } = useThreadUi.getState();
  return selected === null ? null : (useMessages.getState().byId[selected] ?? null);
}

export function selectMessage(selected: MessageId | null): void {
  useThreadUi.setState({ selected });
}

/** Selects the newest, or the one above (-1) or below (1) the selected. Answers false below the last one. */
export function selectBeside(conversationId: ConversationId, steps: 1 | -1): boolean {
  const { ids = [] } = useMessages.getState().threads[conversationId] ?? {};
  const { selected } = useThreadUi.getState();
  const from = selected === null ? ids.length : ids.indexOf(selected);
  const next = ids[Math.max(0, from + steps)];
  if (next === undefined) return false;
  selectMessage(next);
  return true;
}

export function openReactions(message: ThreadMessage): void {
  setOpenAt(message.id, 'react', true);
}

export function openDetails(message: ThreadMessage): void {
  setOpenAt(message.id, 'details', true);
}
