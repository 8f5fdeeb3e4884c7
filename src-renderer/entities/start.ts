import type { ConversationId, WorkspaceId } from '#shared/ids.ts';
import { api } from '../api.ts';
import { followConnection } from './admin.ts';
import { applyAppState, loadAppState, useAppState } from './app-state.ts';
import { applyBackups, loadBackups } from './backups.ts';
import { applyBulkProgress } from './bulk.ts';
import { startClock } from './clock.ts';
import { refreshContacts, reloadContacts } from './contacts.ts';
import { applyConnection, loadConnection } from './connection.ts';
import { applyRows, followClock, reloadList } from './conversations.ts';
import { applyDirectory, followAccountColors, loadDirectory, useDirectory } from './directory.ts';
import { forgetErased } from './erased.ts';
import { flushDrafts, restoreToDraft } from './drafts.ts';
import { loadHabits } from './habits.ts';
import { applyLibrary, loadLibrary } from './library.ts';
import { applyMessages, reloadThreads } from './messages.ts';
import { applyOperations, loadOperations } from './operations.ts';
import { applyPresence, loadPresence, watchDrafts, watchQuiet } from './presence.ts';
import { watchFirstSteps } from './first-steps.ts';
import { shareDrafts } from './shared-drafts.ts';
import { followSounds } from './notification-sound.ts';
import { sayRefused } from './refusals.ts';
import { applySettings, loadSettings } from './settings.ts';
import { flushTemplateDrafts } from './template-drafts.ts';
import { applyTemplates } from './templates.ts';
import { applyUploads } from './uploads.ts';
import { hideToasts, showToast } from '../ui/toasts.ts';
import { followAskedPlaces } from './windows.ts';
import { leaveWorkspace, onLeaveWorkspace } from './workspace-store.ts';
import { applyWorkspaces, loadWorkspaces } from './workspaces.ts';

/**
 * Subscribes the stores to main's events and reads what is there already. Called once per window. `first`: the
 * conversation that it was opened for.
 */
export async function startEntities(first: ConversationId | null): Promise<void> {
  api.on('appState', (state) => {
    const before = useAppState.getState();
    const same = before.phase === 'ready' && state.phase === 'ready' && before.workspace.id === state.workspace.id;
    if (!same) leaveWorkspace();
    applyAppState(state);
    if (state.phase === 'ready' && !same) void loadWorkspace(state.workspace.id);
  });
  api.on('workspaces', applyWorkspaces);
  followAskedPlaces(first);
  api.on('backups', applyBackups);
  api.on('bulk', applyBulkProgress);
  api.on('connection', applyConnection);
  api.on('directory', (directory) => {
    const before = useDirectory.getState().directory;
    // Another colleague took over this desktop: nothing of the one before may stay on screen.
    if (before !== null && before.me.id !== directory.me.id) leaveWorkspace();
    applyDirectory(directory);
    // What a filter by team shows hangs on who is in it.
    if (JSON.stringify(before?.teams) !== JSON.stringify(directory.teams)) void reloadList();
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
  api.on('toast', ({ text }) => showToast({ kind: 'info', text }));
  api.on('refused', sayRefused);
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
  onLeaveWorkspace(hideToasts);
  await Promise.all([loadSettings(), loadAppState(), loadWorkspaces()]);
  const state = useAppState.getState();
  if (state.phase === 'ready') await loadWorkspace(state.workspace.id);
}

async function loadWorkspace(workspaceId: WorkspaceId): Promise<void> {
  // First of all: what is asked from now on is for this one.
  void api.workspaces.enter({ workspaceId });
  await Promise.all([loadDirectory(), loadLibrary(), loadHabits(), loadConnection(), loadOperations(), loadBackups()]);
  // Whoever is not oneself is a colleague: the directory says who oneself is.
  await loadPresence();
}
