import type { Conversation } from '#shared/conversation.ts';
import {
  newId,
  type ContactNoteId,
  type ConversationId,
  type LibraryItemId,
  type MessageId,
  type UserId,
} from '#shared/ids.ts';
import type { LibraryContent } from '#shared/library.ts';
import type { Mutation } from '#shared/mutation.ts';

// What a team has done with its inbox by the time one looks in: taken, answered, closed, written notes. Decided by the
// order of the conversations, so that every demo looks alike.

const hour = 60 * 60_000;

export interface Team {
  maya: UserId;
  ben: UserId;
}

/** Who says it: each mutation is made with that person's own rights. */
export interface Arrangement {
  noor: Mutation[];
  maya: Mutation[];
  ben: Mutation[];
}

const notes = [
  'Called her back, she prefers WhatsApp. Second delivery attempt on Monday.',
  'Regular guest since 2021. Room to the harbour side if there is one.',
  'Invoice was sent twice by mistake, already cancelled the second.',
  'Asked the warehouse about the blue one: next week.',
  'Please use the formal address here.',
  'Refund approved by Noor, up to 40 EUR.',
] as const;

const contactNotes = [
  'Prefers to be called after six.',
  'Knows us since the shop in Harbour Street.',
  'Pays by transfer; the invoice goes to her office.',
  'Allergic to nuts.',
] as const;

const label = (name: string, color: Extract<LibraryContent, { kind: 'label' }>['color']): LibraryContent => ({
  kind: 'label',
  name,
  color,
});
const quickReply = (shortcut: string, title: string, text: string): LibraryContent => ({
  kind: 'quickReply',
  shortcut,
  title,
  text,
  media: null,
});
const library: readonly LibraryContent[] = [
  label('vip', 'teal'),
  label('delivery', 'blue'),
  label('refund', 'orange'),
  label('booking', 'purple'),
  quickReply('hours', 'Opening hours', 'We are here Monday to Saturday, from nine to six.'),
  quickReply('thanks', 'Thank you', 'Thank you, {{contact.firstName}}! If anything else comes up, just write here.'),
  quickReply('parcel', 'Parcel on its way', 'Your parcel {{ask:Tracking number}} left today and arrives {{ask:Day}}.'),
  quickReply('refund', 'Refund made', 'We have sent {{ask:Amount}} back to you; it takes two or three days.'),
  { kind: 'savedView', name: 'VIPs waiting', query: 'label:vip is:waiting', sort: 'queue' },
  { kind: 'savedView', name: 'Refunds', query: 'label:refund', sort: 'newest' },
];

const share = (content: LibraryContent): Mutation => ({
  id: newId(),
  type: 'library.save',
  itemId: newId<LibraryItemId>(),
  expected: 0,
  shared: true,
  content,
});

const tags = [['vip'], ['delivery'], [], ['refund'], [], ['booking', 'vip'], []] as const;

/** Labels, priorities and snoozes as a busy team leaves them. */
function marksOf(conversationId: ConversationId, index: number, isOpen: boolean, now: number): Mutation[] {
  const marks: Mutation[] = [];
  const add = tags[index % tags.length] ?? [];
  if (add.length > 0) marks.push({ id: newId(), type: 'conversation.tag', conversationId, add: [...add], remove: [] });
  if (isOpen && index % 11 === 4) {
    marks.push({ id: newId(), type: 'conversation.prioritise', conversationId, priority: 'urgent' });
  }
  if (isOpen && index % 9 === 7) {
    const until = now + (3 + (index % 5)) * hour;
    marks.push({ id: newId(), type: 'conversation.setState', conversationId, state: 'snoozed', until });
  }
  return marks;
}

/** Mutations for the given conversations. `now` in epoch ms. */
export function arrange(conversations: readonly Conversation[], team: Team, now: number): Arrangement {
  const newestFirst = conversations.toSorted((a, b) => b.lastMessageAt - a.lastMessageAt || (a.id < b.id ? -1 : 1));
  const arrangement: Arrangement = { noor: library.map(share), maya: [], ben: [] };
  newestFirst.forEach((conversation, index) => {
    const { id: conversationId, assigneeId, inboundCount } = conversation;
    const age = now - conversation.lastMessageAt;
    const isWaiting = conversation.waitingSince !== null;
    // Some customers waited too long: their window is closed.
    const isOpen = age < (isWaiting ? 36 : 12) * hour;

    // Of three, one is Maya's, one Ben's and one still waits for somebody to take it.
    const owner = [team.maya, null, team.ben][index % 3] ?? null;
    const assignee = isOpen ? owner : [team.maya, team.ben][index % 2];
    if (assignee) {
      arrangement.noor.push({
        id: newId(),
        type: 'conversation.assign',
        conversationId,
        assigneeId: assignee,
        expected: assigneeId,
      });
    }
    if (!isOpen) {
      arrangement.noor.push({ id: newId(), type: 'conversation.setState', conversationId, state: 'resolved' });
    }
    const text = notes[Math.floor(index / 5) % notes.length];
    if (isOpen && index % 5 === 3 && text !== undefined) {
      const mentions = index === 3 ? { text: `@Maya ${text}`, mentions: [team.maya] } : { text };
      arrangement.ben.push({
        id: newId(),
        type: 'note.add',
        conversationId,
        messageId: newId<MessageId>(),
        ...mentions,
      });
    }
    const about = contactNotes[Math.floor(index / 2) % contactNotes.length];
    if (index % 2 === 0 && about !== undefined) {
      const { contactId } = conversation;
      arrangement.ben.push({
        id: newId(),
        type: 'contact.note',
        contactId,
        noteId: newId<ContactNoteId>(),
        text: about,
      });
    }
    arrangement.noor.push(...marksOf(conversationId, index, isOpen, now));
    if (index === 1) arrangement.maya.push({ id: newId(), type: 'conversation.mark', conversationId, pinned: true });
    // Maya has read everything but the last message of those that wait.
    const inboundNo = isOpen && isWaiting ? inboundCount - 1 : inboundCount;
    if (inboundNo > 0) {
      arrangement.maya.push({ id: newId(), type: 'conversation.read', conversationId, inboundNo, seen: false });
    }
  });
  return arrangement;
}
