import { useEffect } from 'react';
import type { AppState } from '#shared/app-state.ts';
import type { ContactId, UserId } from '#shared/ids.ts';
import { dismissNotice } from '../entities/app-state.ts';
import { useSettings } from '../entities/settings.ts';
import { openTemplatePicker } from '../entities/template-picker.ts';
import { onErased } from '../entities/erased.ts';
import { onConversationMoved, onOpenConversation, onShowSettings } from '../entities/windows.ts';
import { ContactDetails } from '../features/contact/contact-details.tsx';
import { openGallery } from '../features/media/gallery-store.ts';
import { ContactsScreen } from '../features/contacts/contacts-screen.tsx';
import { KeyboardSection } from '../features/keyboard/keyboard-section.tsx';
import { QuickReplies } from '../features/quick-replies/quick-replies.tsx';
import { LockSection } from '../features/lock/lock-section.tsx';
import { OwnAccount } from '../features/own-account/own-account.tsx';
import { SettingsScreen } from '../features/settings/settings-screen.tsx';
import { FirstSteps } from '../features/onboarding/first-steps.tsx';
import { Tour } from '../features/onboarding/tour.tsx';
import { StatusLine } from '../features/status/status-line.tsx';
import { NewConversation } from '../features/new-conversation/new-conversation.tsx';
import { t } from '../i18n/i18n.ts';
import { inOurWords } from '../i18n/sentences.ts';
import { Banner } from '../ui/banner.tsx';
import { BackupAlert } from '../features/backup/backup-alert.tsx';
import { Button } from '../ui/button.tsx';
import { followTemplates } from '../features/templates/follow.ts';
import { TemplatesScreen } from '../features/templates/templates-screen.tsx';
import { AdminScreen } from './admin-screen.tsx';
import { Dialogs } from './dialogs.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { InboxScreen } from './inbox-screen.tsx';
import { keysOfStep, linesOfTour, watchFirstLooks } from './onboarding-commands.ts';
import { toKeyedGroups } from './palette-items.ts';
import { Rail } from './rail.tsx';
import { openFound } from './search-view.ts';
import { comeBack, leaveErased, openConversation, openDialog, showAdmin, showScreen, useView } from './view-store.ts';
import styles from './main-window.module.css';

type Ready = Extract<AppState, { phase: 'ready' }>;

/** The inbox with everything around it, of one person in one workspace. */
export function MainWindow({ state, userId }: { state: Ready; userId: UserId }) {
  const workspaceId = state.workspace.id;
  const screen = useView((view) => view.screen);
  useEffect(() => {
    comeBack(workspaceId, userId);
    const stop = onOpenConversation((id, choosing) => {
      openConversation(id);
      if (choosing === 'template') openTemplatePicker(id, '');
    });
    const stopSettings = onShowSettings(() => showScreen('settings'));
    const stopMoves = onConversationMoved((from, to) => {
      if (useView.getState().openId === from) openConversation(to);
    });
    const stopErased = onErased(leaveErased);
    const stopLooks = watchFirstLooks();
    const stopTemplates = followTemplates(() => showScreen('templates'));
    return () => {
      stopTemplates();
      stopLooks();
      stop();
      stopSettings();
      stopMoves();
      stopErased();
    };
  }, [workspaceId, userId]);
  return (
    <div className={styles.window}>
      <Rail state={state} />
      <div className={styles.content}>
        <Notices state={state} />
        <ErrorBoundary key={screen}>
          {screen === 'inbox' && <InboxScreen />}
          {screen === 'templates' && <TemplatesScreen />}
          {screen === 'contacts' && <ContactsScreen details={contactDetails} />}
          {screen === 'admin' && <AdminScreen />}
          {screen === 'settings' && (
            <SettingsScreen
              keyboard={<Keyboard />}
              lock={<LockSection />}
              quickReplies={<QuickReplies />}
              ownAccount={<OwnAccount />}
              onLeave={() => showScreen('inbox')}
            />
          )}
        </ErrorBoundary>
      </div>
      <StatusLine />
      <Dialogs />
      <Onboarding />
      <NewConversation onOpen={openConversation} />
    </div>
  );
}

const contactDetails = (id: ContactId) => (
  <ContactDetails
    key={id}
    contactId={id}
    onOpenConversation={(conversation) => void openFound(conversation, null)}
    onShowGallery={openGallery}
  />
);

function Notices({ state }: { state: Ready }) {
  return (
    <div className={styles.notices}>
      <BackupAlert onShow={() => showAdmin('device')} />
      {state.storage === 'memory' && <Banner tone="warning">{t('notice.memory')}</Banner>}
      {state.notices.map((notice) => (
        <Banner
          key={notice.id}
          tone={notice.kind === 'keys_rewrapped' ? 'info' : 'warning'}
          actions={
            <Button size="small" onClick={() => dismissNotice(notice.id)}>
              {t('action.dismiss')}
            </Button>
          }
        >
          {inOurWords(notice.text)}
        </Banner>
      ))}
    </div>
  );
}

function Onboarding() {
  const dialog = useView((view) => view.dialog);
  const close = () => openDialog(null);
  return (
    <>
      <FirstSteps
        open={dialog === 'firstSteps'}
        keysOf={keysOfStep}
        onTour={() => openDialog('tour')}
        onClose={close}
      />
      <Tour open={dialog === 'tour'} linesOf={linesOfTour} onClose={close} />
    </>
  );
}

function Keyboard() {
  // Drawn anew when other keys are chosen; the groups are made from them.
  useSettings((settings) => settings.keys);
  return <KeyboardSection groups={toKeyedGroups()} />;
}
