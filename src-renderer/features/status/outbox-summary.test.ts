import { beforeEach, describe, expect, it, vi } from 'vitest';
import { newId } from '#shared/ids.ts';
import { Mutation } from '#shared/mutation.ts';

const conversationId = newId();
const of = (mutation: object): Mutation => Mutation.parse({ id: newId(), conversationId, ...mutation });
const media = { link: 'https://files.example/box.png' };
const send = { type: 'message.send', messageId: newId(), replyTo: null, basedOn: null, anyway: false };
const picture = of({ ...send, content: { type: 'media', kind: 'image', media, caption: 'The box', voice: false } });
const text = of({ ...send, content: { type: 'text', text: '[image] is what I typed', previewUrl: false } });
const note = of({ type: 'contact.note', contactId: newId(), noteId: newId(), text: 'Likes blue' });
const priority = of({ type: 'conversation.prioritise', priority: 'urgent' });
const snooze = of({ type: 'conversation.setState', state: 'snoozed' });
const unassign = of({ type: 'conversation.assign', assigneeId: null, expected: null });

describe.each([
  ['en', '[image] The box', 'Note on a contact: Likes blue', 'Priority: Urgent', 'Snooze the conversation'],
  ['de', '[Bild] The box', 'Notiz zu einem Kontakt: Likes blue', 'Priorität: Dringend', 'Konversation zurückstellen'],
  ['ar', '[صورة] The box', 'ملاحظة على جهة اتصال: Likes blue', 'الأولوية: عاجلة', 'تأجيل المحادثة'],
])('in %s', (language, ...said) => {
  beforeEach(() => {
    vi.resetModules();
    vi.stubGlobal('location', { search: `?lang=${language}` });
  });

  it('what waits in the outbox is said from the command and what it carries', async () => {
    const { outboxSummary } = await import('./outbox-summary.ts');
    expect([picture, note, priority, snooze].map(outboxSummary)).toEqual(said);
    expect(outboxSummary(text)).toBe('[image] is what I typed');
    expect(outboxSummary(unassign)).not.toBe('');
  });
});
