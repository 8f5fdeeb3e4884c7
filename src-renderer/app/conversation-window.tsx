import { useEffect } from 'react';
import type { ConversationId } from '#shared/ids.ts';
import { useConversation } from '../entities/conversations.ts';
import { onErased } from '../entities/erased.ts';
import { openInMainWindow } from '../entities/windows.ts';
import { useWorkspaceName } from '../entities/workspaces.ts';
import { TriagePickers } from '../features/inbox/triage-pickers.tsx';
import { useTellViewing } from '../features/presence/use-tell-viewing.ts';
import { t } from '../i18n/i18n.ts';
import { visibleName } from '../ui/text-hygiene.ts';
import { Dialogs } from './dialogs.tsx';
import { OpenThread } from './open-thread.tsx';
import { doTo, moreItems } from './triage-commands.ts';
import { beAlone, leaveErased, useView } from './view-store.ts';
import styles from './conversation-window.module.css';

/** One conversation beside the others: to read and to write in, of the same workspace as the main window. */
export function ConversationWindow({ conversationId }: { conversationId: ConversationId }) {
  const isReady = useView((view) => view.isAlone);
  useEffect(() => beAlone(conversationId), [conversationId]);
  useEffect(() => onErased(leaveErased), []);
  useTitle(conversationId);
  useTellViewing(conversationId);
  return (
    <div className={styles.window}>
      <main className={styles.thread}>
        {isReady && (
          <OpenThread
            conversationId={conversationId}
            isContactOpen={false}
            onToggleContact={null}
            onBack={null}
            onPopOut={null}
            onShowNumbers={() => void openInMainWindow(conversationId)}
          />
        )}
      </main>
      <TriagePickers onAct={doTo} moreItems={moreItems} />
      <Dialogs />
    </div>
  );
}

/** What the system's list of windows calls it. */
function useTitle(conversationId: ConversationId): void {
  const row = useConversation(conversationId);
  const workspace = useWorkspaceName();
  const person = row === null ? null : visibleName(row.contactName || row.contactHandle);
  const name = person === null || workspace === null ? person : `${person} · ${visibleName(workspace)}`;
  useEffect(() => {
    if (name !== null) document.title = t('conversationWindow.title', { name });
    return () => {
      document.title = 'Parley';
    };
  }, [name]);
}
