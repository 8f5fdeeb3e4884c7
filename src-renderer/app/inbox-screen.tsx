import { useEffect, useState } from 'react';
import { useConversations } from '../entities/conversations.ts';
import { AttachButton } from '../features/attachments/attach-button.tsx';
import { AttachmentTray } from '../features/attachments/attachment-tray.tsx';
import { DropTarget } from '../features/attachments/drop-target.tsx';
import { Composer } from '../features/composer/composer.tsx';
import { focusComposer } from '../features/composer/composer-store.ts';
import { ContactPanel } from '../features/contact/contact-panel.tsx';
import { ConversationList } from '../features/inbox/conversation-list.tsx';
import { PresenceStrip } from '../features/presence/presence-strip.tsx';
import { useTellViewing } from '../features/presence/use-tell-viewing.ts';
import { SearchPane } from '../features/search/search-pane.tsx';
import { openGallery } from '../features/media/gallery-store.ts';
import { ThreadPane } from '../features/thread/thread-pane.tsx';
import { doTo, moreItems, resolveAndGoOn } from './triage-commands.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { closeSearch, leaveSearch, openFound, openPerson } from './search-view.ts';
import { replyTo } from './thread-commands.ts';
import { isContactVisible, openConversation, openDialog, showScreen, toggleContact, useView } from './view-store.ts';
import styles from './inbox-screen.module.css';

export function InboxScreen() {
  const openId = useView((view) => view.openId);
  useTellViewing(openId);
  const isListShown = useView((view) => view.isListShown);
  const contact = useView((view) => view.contact);
  const width = useWindowWidth();
  const isSearching = useView((view) => view.search !== null);
  const isSearchInFront = useView((view) => view.search?.isInFront === true);
  // Whoever asks for another list has left the search.
  useEffect(() => useConversations.subscribe((now, before) => now.query !== before.query && leaveSearch()), []);
  const isContactOpen = openId !== null && isContactVisible(contact, width);
  return (
    <div
      className={styles.screen}
      data-open={openId !== null && !isSearchInFront}
      data-list={isListShown || isSearching}
      data-contact={isContactOpen}
    >
      <div className={styles.list}>
        {/* It keeps its place behind the search. */}
        <div className={styles.fill} inert={isSearching}>
          <ErrorBoundary>
            <ConversationList openId={openId} onOpen={openConversation} onAct={doTo} moreItems={moreItems} />
          </ErrorBoundary>
        </div>
        {isSearching && (
          <div className={styles.search}>
            <ErrorBoundary>
              <SearchPane
                onOpenMessage={(conversationId, messageId) => void openFound(conversationId, messageId)}
                onOpenPerson={openPerson}
                onClose={closeSearch}
              />
            </ErrorBoundary>
          </div>
        )}
      </div>
      <main className={styles.thread}>
        <ErrorBoundary key={openId}>
          <DropTarget conversationId={openId}>
            <ThreadPane
              conversationId={openId}
              isContactOpen={isContactOpen}
              onToggleContact={toggleContact}
              onResolve={resolveAndGoOn}
              onBack={() => openConversation(null)}
              onOpenGallery={() => openId !== null && openGallery(openId)}
              onWrite={() => focusComposer()}
              onReply={replyTo}
            >
              {openId !== null && <PresenceStrip conversationId={openId} />}
              {openId !== null && (
                <Composer
                  conversationId={openId}
                  tools={<AttachButton conversationId={openId} />}
                  attachments={<AttachmentTray conversationId={openId} />}
                  onResolve={resolveAndGoOn}
                  onShowNumbers={() => showScreen('settings')}
                  onManageQuickReplies={() => openDialog('quickReplies')}
                />
              )}
            </ThreadPane>
          </DropTarget>
        </ErrorBoundary>
      </main>
      {isContactOpen && (
        <div className={styles.contact}>
          <ErrorBoundary>
            <ContactPanel
              conversationId={openId}
              onOpenConversation={(id) => void openFound(id, null)}
              onClose={toggleContact}
            />
          </ErrorBoundary>
        </div>
      )}
    </div>
  );
}

function useWindowWidth(): number {
  const [width, setWidth] = useState(innerWidth);
  useEffect(() => {
    const update = () => setWidth(innerWidth);
    addEventListener('resize', update);
    return () => removeEventListener('resize', update);
  }, []);
  return width;
}
