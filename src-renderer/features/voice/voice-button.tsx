import { Mic } from 'lucide-react';
import type { ConversationId } from '#shared/ids.ts';
import { t } from '../../i18n/i18n.ts';
import { IconButton } from '../../ui/button.tsx';
import { startRecording, useRecording } from './recorder.ts';

export function VoiceButton({ conversationId }: { conversationId: ConversationId }) {
  const isTaken = useRecording(({ recording }) => recording !== null);
  return (
    <IconButton
      label={t('voice.record')}
      icon={Mic}
      shortcut="mod+Shift+KeyV"
      side="top"
      disabled={isTaken}
      onClick={() => void startRecording(conversationId)}
    />
  );
}
