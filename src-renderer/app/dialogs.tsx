import { useMemo } from 'react';
import { openInMainWindow } from '../entities/windows.ts';
import { PersonDialogs } from '../features/erasure/person-dialogs.tsx';
import { Gallery } from '../features/media/gallery.tsx';
import { Lightbox } from '../features/media/lightbox.tsx';
import { KeyboardSheet } from '../features/palette/keyboard-sheet.tsx';
import { Forward } from '../features/new-conversation/forward.tsx';
import { Palette } from '../features/palette/palette.tsx';
import { HandOverDialog } from '../features/presence/hand-over-dialog.tsx';
import { QuickRepliesDialog } from '../features/quick-replies/quick-replies-dialog.tsx';
import { StepUp } from '../features/step-up/step-up.tsx';
import { TemplatePicker } from '../features/template-picker/template-picker.tsx';
import { jumpTo } from '../features/thread/jump.ts';
import { toPaletteGroups, toSheetGroups } from './palette-items.ts';
import { openDialog, useView } from './view-store.ts';

/** What opens over a conversation, in whichever window it is. */
export function Dialogs() {
  const dialog = useView((view) => view.dialog);
  const close = () => openDialog(null);
  // Made anew when one opens: what is available then is what is offered.
  const palette = useMemo(() => (dialog === 'palette' ? toPaletteGroups() : []), [dialog]);
  const sheet = useMemo(() => (dialog === 'shortcuts' ? toSheetGroups() : []), [dialog]);
  return (
    <>
      <Palette open={dialog === 'palette'} groups={palette} onClose={close} />
      <QuickRepliesDialog open={dialog === 'quickReplies'} onClose={close} />
      <TemplatePicker />
      <Forward onOpen={(id) => void openInMainWindow(id)} />
      <Gallery onJump={(conversationId, messageId) => void jumpTo(conversationId, messageId)} />
      <Lightbox />
      <HandOverDialog />
      <PersonDialogs />
      <StepUp />
      <KeyboardSheet open={dialog === 'shortcuts'} groups={sheet} onClose={close} />
    </>
  );
}
