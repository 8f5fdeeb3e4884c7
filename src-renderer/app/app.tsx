import { useEffect, useState } from 'react';
import { CSPProvider } from '@base-ui/react/csp-provider';
import type { ConversationId } from '#shared/ids.ts';
import { useAppState } from '../entities/app-state.ts';
import { useMe } from '../entities/directory.ts';
import { useNeedsSecondFactor } from '../entities/enrolment.ts';
import { onConversationMoved } from '../entities/windows.ts';
import { RestoreForm } from '../features/backup/restore-form.tsx';
import { LockScreen } from '../features/lock/lock-screen.tsx';
import { QuickReply } from '../features/quick-reply/quick-reply.tsx';
import { RecoveryKeyScreen } from '../features/session/recovery-key-screen.tsx';
import { useSetUp } from '../features/session/recovery-key-store.ts';
import { SessionScreen } from '../features/session/session-screen.tsx';
import { ToastRegion } from '../ui/toast-region.tsx';
import { TooltipProvider } from '../ui/tooltip.tsx';
import { ConversationWindow } from './conversation-window.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { MainWindow } from './main-window.tsx';
import type { Route } from './route.ts';
import { SecondFactorGate } from './second-factor-gate.tsx';
import { useShortcuts } from './shortcuts.ts';
import { WorkspaceFrame } from './workspace-frame.tsx';

/** The root of every window; which one it is stands in the address. */
export function App({ route }: { route: Route }) {
  return (
    // Style elements are refused by the CSP; our style sheets do what Base UI's would.
    <CSPProvider disableStyleElements>
      <TooltipProvider delay={500}>
        <ErrorBoundary>
          {route.window === 'quick_reply' && <QuickReplyWindow conversationId={route.conversationId} />}
          {route.window === 'conversation' && <OwnWindow conversationId={route.conversationId} />}
          {route.window === 'main' && <Main />}
        </ErrorBoundary>
        <ToastRegion />
      </TooltipProvider>
    </CSPProvider>
  );
}

const renderRestore = (onBack: () => void) => <RestoreForm onBack={onBack} />;

function Main() {
  const state = useAppState();
  const recoveryKey = useSetUp((setUp) => setUp.recoveryKey);
  const me = useMe();
  const needsFactor = useNeedsSecondFactor();
  useShortcuts();
  if (state.phase === 'locked') return <LockScreen />;
  if (recoveryKey !== null) return <RecoveryKeyScreen recoveryKey={recoveryKey} />;
  if (state.phase !== 'ready') {
    return (
      <WorkspaceFrame>
        <SessionScreen state={state} restore={renderRestore} />
      </WorkspaceFrame>
    );
  }
  if (needsFactor) return <SecondFactorGate />;
  if (me === null) return <WorkspaceFrame />;
  // Another workspace, or another colleague at this desktop, begins with a window of its own.
  return <MainWindow state={state} userId={me.id} key={`${state.workspace.id}:${me.id}`} />;
}

/** Hidden while Parley is locked, and gone when the workspace is. */
function OwnWindow({ conversationId: first }: { conversationId: ConversationId }) {
  const [conversationId, setConversationId] = useState(first);
  useEffect(() => onConversationMoved((from, to) => setConversationId((shown) => (shown === from ? to : shown))), []);
  const isReady = useAppState((state) => state.phase === 'ready');
  const me = useMe();
  useShortcuts();
  return isReady && me && <ConversationWindow key={conversationId} conversationId={conversationId} />;
}

function QuickReplyWindow({ conversationId }: { conversationId: ConversationId }) {
  const isReady = useAppState((state) => state.phase === 'ready');
  return isReady && <QuickReply conversationId={conversationId} />;
}
