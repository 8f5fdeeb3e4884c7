import type { ConversationId } from '#shared/ids.ts';
import type { DraftMode } from '#shared/inbox.ts';
import { maxTextLength } from '#shared/content.ts';
import { maxNoteLength } from '../../entities/check-send.ts';
import { splitText } from '../../entities/outgoing-parts.ts';
import { sendDraft } from '../../entities/send-draft.ts';
import { keepDraft } from '../../entities/stale-draft.ts';
import { t } from '../../i18n/i18n.ts';
import type { Fix, SendProblem } from '../../ui/checker-line.tsx';
import { composerField, focusComposer, openPanel } from './composer-store.ts';

interface FixWorld {
  conversationId: ConversationId;
  mode: DraftMode;
  text: string;
  showNumbers: () => void;
}

/** What helps against a problem, best first. */
export function fixesOf(problem: SendProblem | null, world: FixWorld): Fix[] {
  const { conversationId, mode, text, showNumbers } = world;
  const writeNote: Fix = { label: t('checker.writeNote'), run: () => focusComposer('note') };
  switch (problem?.kind) {
    case undefined:
    // An admin has to help a viewer.
    case 'viewer':
    // What helps stands on the file's own card.
    case 'file':
      return [];
    case 'window_closed':
    case 'blocked':
    case 'opted_out':
      return [writeNote];
    case 'waits':
      return [{ label: t('checker.seeNumbers'), run: showNumbers }];
    case 'too_fast':
      return [{ label: t('checker.sendLater'), run: () => openPanel('plan') }];
    case 'too_long': {
      const count = splitText(text, mode === 'reply' ? maxTextLength : maxNoteLength).length;
      return [{ label: t('checker.split', { count }), run: () => void sendDraft(conversationId, mode) }];
    }
    case 'hole':
      return [{ label: t('checker.fillIn'), run: () => void composerField()?.goToHole() }];
    case 'answered':
      return [
        {
          label: t('checker.stillFits'),
          run: () => {
            keepDraft(conversationId);
            focusComposer('reply');
          },
        },
        writeNote,
      ];
  }
}
