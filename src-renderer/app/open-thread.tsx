import type { ConversationId } from '#shared/ids.ts';
import { AttachButton } from '../features/attachments/attach-button.tsx';
import { AttachmentTray } from '../features/attachments/attachment-tray.tsx';
import { DropTarget } from '../features/attachments/drop-target.tsx';
import { Composer } from '../features/composer/composer.tsx';
import { focusComposer } from '../features/composer/composer-store.ts';
import { openGallery } from '../features/media/gallery-store.ts';
import { PresenceStrip } from '../features/presence/presence-strip.tsx';
import { TemplateButton } from '../features/template-picker/template-button.tsx';
import { VoiceButton } from '../features/voice/voice-button.tsx';
import { VoiceRecorder } from '../features/voice/voice-recorder.tsx';
import { ThreadPane } from '../features/thread/thread-pane.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { replyTo } from './thread-commands.ts';
import { resolveAndGoOn } from './triage-commands.ts';
import { openDialog } from './view-store.ts';

interface OpenThreadProps {
  conversationId: ConversationId | null;
  isContactOpen: boolean;
  onToggleContact: (() => void) | null;
  onBack: (() => void) | null;
  onPopOut: (() => void) | null;
  onShowNumbers: () => void;
}

/** A conversation with where one writes, in the main window and in one of its own. */
export function OpenThread({ conversationId, onShowNumbers, ...header }: OpenThreadProps) {
  return (
    <ErrorBoundary key={conversationId}>
      <DropTarget conversationId={conversationId}>
        <ThreadPane
          conversationId={conversationId}
          {...header}
          onResolve={resolveAndGoOn}
          onOpenGallery={() => conversationId !== null && openGallery([conversationId])}
          onWrite={() => focusComposer()}
          onReply={replyTo}
        >
          {conversationId !== null && <PresenceStrip conversationId={conversationId} />}
          {conversationId !== null && (
            <Composer
              conversationId={conversationId}
              tools={
                <>
                  <AttachButton conversationId={conversationId} />
                  <VoiceButton conversationId={conversationId} />
                  <TemplateButton conversationId={conversationId} />
                </>
              }
              attachments={
                <>
                  <AttachmentTray conversationId={conversationId} />
                  <VoiceRecorder conversationId={conversationId} />
                </>
              }
              onResolve={resolveAndGoOn}
              onShowNumbers={onShowNumbers}
              onManageQuickReplies={() => openDialog('quickReplies')}
            />
          )}
        </ThreadPane>
      </DropTarget>
    </ErrorBoundary>
  );
}
