import { useEffect, useState } from 'react';
import { useConversations } from '../entities/conversations.ts';
import { ContactPanel } from '../features/contact/contact-panel.tsx';
import { openGallery } from '../features/media/gallery-store.ts';
import { ConversationList } from '../features/inbox/conversation-list.tsx';
import { useTellViewing } from '../features/presence/use-tell-viewing.ts';
import { SearchPane } from '../features/search/search-pane.tsx';
import { doTo, moreItems } from './triage-commands.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { OpenThread } from './open-thread.tsx';
import { closeSearch, leaveSearch, openFound, openPerson } from './search-view.ts';
import {
  isContactVisible,
  moveToOwnWindow,
  openConversation,
  showScreen,
  toggleContact,
  useView,
} from './view-store.ts';
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
        <OpenThread
          conversationId={openId}
          isContactOpen={isContactOpen}
          onToggleContact={toggleContact}
          onBack={() => openConversation(null)}
          onPopOut={() => openId !== null && moveToOwnWindow(openId)}
          onShowNumbers={() => showScreen('settings')}
        />
      </main>
      {isContactOpen && (
        <div className={styles.contact}>
          <ErrorBoundary>
            <ContactPanel
              conversationId={openId}
              onOpenConversation={(id) => void openFound(id, null)}
              onShowGallery={openGallery}
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
