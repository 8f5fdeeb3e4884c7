import { api } from '../api.ts';
import { followConnection, forgetAdmin } from './admin.ts';
import { applyAppState, loadAppState, useAppState } from './app-state.ts';
import { applyBackups, loadBackups } from './backups.ts';
import { applyBulkProgress, useBulk } from './bulk.ts';
import { startClock } from './clock.ts';
import { refreshContacts, reloadContacts, useContacts } from './contacts.ts';
import { applyConnection, loadConnection } from './connection.ts';
import { applyRows, followClock, reloadList, useConversations } from './conversations.ts';
import { applyDirectory, followAccountColors, loadDirectory, useDirectory } from './directory.ts';
import { forgetErased } from './erased.ts';
import { flushDrafts, restoreToDraft, useDrafts } from './drafts.ts';
import { loadHabits } from './habits.ts';
import { closeLightbox } from './lightbox.ts';
import { useMedia } from './media.ts';
import { useQuotedReply } from './quoted-reply.ts';
import { applyLibrary, loadLibrary, useLibrary } from './library.ts';
import { applyMessages, reloadThreads, useMessages } from './messages.ts';
import { applyOperations, loadOperations, useOperations } from './operations.ts';
import { applyPresence, loadPresence, usePresence, watchDrafts, watchQuiet } from './presence.ts';
import { watchFirstSteps } from './first-steps.ts';
import { shareDrafts } from './shared-drafts.ts';
import { followSounds } from './notification-sound.ts';
import { clearSelection } from './selection.ts';
import { applySettings, loadSettings } from './settings.ts';
import { answerStepUp } from './step-up.ts';
import { flushTemplateDrafts, useTemplateDrafts } from './template-drafts.ts';
import { applyTemplates, useTemplates } from './templates.ts';
import { applyUploads } from './uploads.ts';
import { closeForward } from './forward.ts';
import { closeNewConversation } from './new-conversation.ts';
import { useAttachments } from './attachments.ts';
import { useDraftFiles } from './draft-files.ts';
import { closeTemplatePicker } from './template-picker.ts';
import { showToast } from '../ui/toasts.ts';

/** Subscribes the stores to main's events and reads what is there already. Called once per window. */
export async function startEntities(): Promise<void> {
  api.on('appState', (state) => {
    const before = useAppState.getState();
    const same = before.phase === 'ready' && state.phase === 'ready' && before.workspace.id === state.workspace.id;
    if (!same) {
      forgetWorkspace();
      useDirectory.setState(useDirectory.getInitialState(), true);
    }
    applyAppState(state);
    if (state.phase === 'ready' && !same) void loadWorkspace();
  });
  api.on('backups', applyBackups);
  api.on('bulk', applyBulkProgress);
  api.on('connection', applyConnection);
  api.on('directory', (directory) => {
    const before = useDirectory.getState().directory?.me.id;
    // Another colleague took over this desktop: nothing of the one before may stay on screen.
    if (before !== undefined && before !== directory.me.id) forgetWorkspace();
    applyDirectory(directory);
  });
  api.on('library', applyLibrary);
  api.on('operations', applyOperations);
  api.on('erased', forgetErased);
  api.on('templates', applyTemplates);
  api.on('presence', applyPresence);
  api.on('draftRestored', ({ conversationId, mode, text }) => restoreToDraft(conversationId, mode, text));
  api.on('uploads', applyUploads);
  api.on('settings', applySettings);
  api.on('storeChange', (change) => {
    applyMessages(change.messages, change.removed);
    applyRows(change.conversations);
    refreshContacts([...change.contacts, ...change.conversations.map(({ contactId }) => contactId)]);
    if (change.reload) void Promise.all([reloadList(), reloadThreads(), reloadContacts()]);
  });
  api.on('toast', showToast);
  followSounds();
  startClock();
  watchDrafts();
  watchQuiet();
  shareDrafts();
  watchFirstSteps();
  followAccountColors();
  followClock();
  followConnection();
  addEventListener('blur', flushDrafts);
  addEventListener('pagehide', flushDrafts);
  addEventListener('blur', flushTemplateDrafts);
  addEventListener('pagehide', flushTemplateDrafts);
  await Promise.all([loadSettings(), loadAppState()]);
  if (useAppState.getState().phase === 'ready') await loadWorkspace();
}

async function loadWorkspace(): Promise<void> {
  await Promise.all([loadDirectory(), loadLibrary(), loadHabits(), loadConnection(), loadOperations(), loadBackups()]);
  // Whoever is not oneself is a colleague: the directory says who oneself is.
  await loadPresence();
}

/** Nothing of one workspace or user stays in memory when another begins. */
function forgetWorkspace(): void {
  flushDrafts();
  useConversations.setState(useConversations.getInitialState(), true);
  useBulk.setState(useBulk.getInitialState(), true);
  clearSelection();
  useMessages.setState(useMessages.getInitialState(), true);
  useContacts.setState(useContacts.getInitialState(), true);
  useDrafts.setState({}, true);
  useLibrary.setState(useLibrary.getInitialState(), true);
  useMedia.setState(useMedia.getInitialState(), true);
  closeLightbox();
  useQuotedReply.setState({}, true);
  usePresence.setState(usePresence.getInitialState(), true);
  useTemplates.setState(useTemplates.getInitialState(), true);
  flushTemplateDrafts();
  useTemplateDrafts.setState(useTemplateDrafts.getInitialState(), true);
  closeTemplatePicker();
  closeNewConversation();
  closeForward();
  applyUploads([]);
  useAttachments.setState(useAttachments.getInitialState(), true);
  useDraftFiles.setState({}, true);
  forgetAdmin();
  useOperations.setState(useOperations.getInitialState(), true);
  answerStepUp(false);
}
