import type { Mutation } from '#shared/mutation.ts';
import { pendingContent } from '#shared/outgoing.ts';
import { useDirectory } from '../../entities/directory.ts';
import { t } from '../../i18n/i18n.ts';
import { previewOf } from '../../ui/preview.ts';

/** One line of what waits in the outbox: what was written, or what will be done. */
export function outboxSummary(mutation: Mutation): string {
  switch (mutation.type) {
    case 'message.send':
      return previewOf(pendingContent(mutation.content, mutation.messageId));
    case 'note.add':
      return lineOf(mutation.text);
    case 'message.react':
      return mutation.emoji === '' ? t('outbox.do.reactOff') : t('outbox.do.react', { emoji: mutation.emoji });
    case 'message.resend':
      return t('outbox.do.resend');
    case 'message.leave':
      return t('outbox.do.leave');
    case 'conversation.start':
      return t('outbox.do.start');
    case 'conversation.assign':
      return assignment(mutation.assigneeId);
    case 'conversation.handOver':
      return mutation.note === ''
        ? t('outbox.do.handOver')
        : t('outbox.do.handOverNote', { note: lineOf(mutation.note) });
    case 'conversation.takeBackHandOver':
      return t('outbox.do.takeBack');
    case 'conversation.setState':
      return t(`outbox.do.setState.${mutation.state}`);
    case 'conversation.archive':
      return t(mutation.archived ? 'outbox.do.archive' : 'outbox.do.unarchive');
    case 'conversation.tag':
      return t('outbox.do.tag');
    case 'conversation.read':
      return t('outbox.do.read');
    case 'conversation.prioritise':
      return mutation.priority === null
        ? t('outbox.do.prioritiseNot')
        : t('outbox.do.prioritise', { priority: t(`priority.${mutation.priority}`) });
    case 'conversation.mark':
      return t('outbox.do.mark');
    case 'scheduled.save':
      return t('outbox.do.plan', { text: previewOf(pendingContent(mutation.content, mutation.scheduledId)) });
    case 'scheduled.cancel':
      return t('outbox.do.cancelPlan');
    case 'library.save':
      return t(`outbox.do.librarySave.${mutation.content.kind}`);
    case 'library.delete':
      return t('outbox.do.libraryDelete');
    case 'contact.create':
      return mutation.name === ''
        ? t('outbox.do.contactCreate')
        : t('outbox.do.contactCreateName', { name: mutation.name });
    case 'contact.edit':
      return t('outbox.do.contactEdit');
    case 'contact.merge':
      return t('outbox.do.contactMerge');
    case 'contact.unmerge':
      return t('outbox.do.contactUnmerge');
    case 'contact.consent':
      return t(`outbox.do.consent.${mutation.state}`);
    case 'contact.note':
      return t('outbox.do.note', { text: lineOf(mutation.text) });
    case 'contact.removeNote':
      return t('outbox.do.removeNote');
    case 'account.edit':
      return t('outbox.do.accountEdit');
    case 'account.pause':
      return t('outbox.do.accountPause');
    case 'token.revoke':
      return t('outbox.do.tokenRevoke');
    case 'user.edit':
      return t('outbox.do.userEdit');
    case 'user.lower':
      return t('outbox.do.userLower');
    case 'user.disable':
      return t('outbox.do.userDisable');
    case 'session.revoke':
      return t('outbox.do.sessionRevoke');
    case 'outgoingWebhook.pause':
      return t('outbox.do.webhookPause');
    case 'company.edit':
      return t('outbox.do.companyEdit');
  }
}

const lineOf = (text: string): string => previewOf({ type: 'text', text });

function assignment(userId: string | null): string {
  if (userId === null) return t('outbox.do.unassign');
  const name = useDirectory.getState().directory?.users.find(({ id }) => id === userId)?.name;
  return name === undefined ? t('outbox.do.assign') : t('outbox.do.assignTo', { name });
}
