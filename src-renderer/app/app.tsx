import { CSPProvider } from '@base-ui/react/csp-provider';
import { ConversationId } from '#shared/ids.ts';
import { useAppState } from '../entities/app-state.ts';
import { QuickReply } from '../features/quick-reply/quick-reply.tsx';
import { RecoveryKeyScreen } from '../features/session/recovery-key-screen.tsx';
import { useSetUp } from '../features/session/recovery-key-store.ts';
import { SessionScreen } from '../features/session/session-screen.tsx';
import { ToastRegion } from '../ui/toast-region.tsx';
import { TooltipProvider } from '../ui/tooltip.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { MainWindow } from './main-window.tsx';
import { useShortcuts } from './shortcuts.ts';

/** The root of both windows; which one it is stands in the address. */
export function App() {
  return (
    // Style elements are refused by the CSP; our style sheets do what Base UI's would.
    <CSPProvider disableStyleElements>
      <TooltipProvider delay={500}>
        <ErrorBoundary>{isQuickReply(location.hash) ? <QuickReplyWindow /> : <Main />}</ErrorBoundary>
        <ToastRegion />
      </TooltipProvider>
    </CSPProvider>
  );
}

function Main() {
  const state = useAppState();
  const recoveryKey = useSetUp((setUp) => setUp.recoveryKey);
  useShortcuts();
  if (recoveryKey !== null) return <RecoveryKeyScreen recoveryKey={recoveryKey} />;
  return state.phase === 'ready' ? (
    <MainWindow state={state} key={state.workspace.id} />
  ) : (
    <SessionScreen state={state} />
  );
}

const quickReplyHash = '#/quick-reply/';
const isQuickReply = (hash: string): boolean => hash.startsWith(quickReplyHash);

function QuickReplyWindow() {
  const state = useAppState();
  const conversationId = ConversationId.safeParse(location.hash.slice(quickReplyHash.length));
  if (!conversationId.success || state.phase !== 'ready') return null;
  return <QuickReply conversationId={conversationId.data} />;
}
