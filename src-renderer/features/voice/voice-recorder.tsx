import { useEffect, useRef, useState } from 'react';
import { Mic, Pause, Play, SendHorizontal, Square, Trash2 } from 'lucide-react';
import type { ConversationId } from '#shared/ids.ts';
import { sendContent } from '../../entities/send-content.ts';
import { stageFile } from '../../entities/stage-file.ts';
import { t } from '../../i18n/i18n.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { showToast } from '../../ui/toasts.ts';
import { barsOf } from './level-bars.ts';
import {
  discardRecording,
  finishRecording,
  goOnRecording,
  pauseRecording,
  type Recording,
  useRecording,
} from './recorder.ts';
import styles from './voice-recorder.module.css';

/** The voice note of a conversation while it is recorded and until it is sent. Who leaves finds it paused. */
export function VoiceRecorder({ conversationId }: { conversationId: ConversationId }) {
  const recording = useRecording((state) =>
    state.recording?.conversationId === conversationId ? state.recording : null,
  );
  useEffect(() => pauseRecording, []);
  if (recording === null) return null;
  return (
    <div className={styles.recorder} role="group" aria-label={t('voice.label')}>
      <IconButton label={t('voice.discard')} icon={Trash2} side="top" onClick={discardRecording} />
      {recording.note === null ? (
        <Running recording={recording} />
      ) : (
        <Done recording={recording} note={recording.note} />
      )}
    </div>
  );
}

function Running({ recording }: { recording: Recording }) {
  const isOn = recording.state === 'recording';
  return (
    <>
      <span className={styles.light} data-on={isOn} />
      <Seconds value={recording.seconds} label={t(isOn ? 'voice.recording' : 'voice.paused')} />
      <Bars levels={recording.levels.slice(-barCount)} />
      {isOn ? (
        <IconButton label={t('voice.pause')} icon={Pause} side="top" onClick={pauseRecording} />
      ) : (
        <IconButton label={t('voice.goOn')} icon={Mic} side="top" onClick={goOnRecording} />
      )}
      <Button icon={Square} onClick={finishRecording}>
        {t('voice.stop')}
      </Button>
    </>
  );
}

function Done({ recording, note }: { recording: Recording; note: Blob }) {
  const { isPlaying, toggle } = usePlayer(note);
  const [isBusy, setIsBusy] = useState(false);
  const send = async () => {
    setIsBusy(true);
    try {
      const filename = `voice-${new Date().toISOString().slice(0, 19).replace(/[-:T]/g, '')}.ogg`;
      const { mediaId } = await stageFile(recording.conversationId, note, filename);
      const media = { id: mediaId, mimeType: 'audio/ogg; codecs=opus', filename };
      const content = { type: 'media' as const, kind: 'audio' as const, media, caption: null, voice: true };
      if (await sendContent(recording.conversationId, content, { keepsDraft: true })) discardRecording();
    } catch (error) {
      showToast({ kind: 'warning', text: describeError(error) });
    }
    setIsBusy(false);
  };
  return (
    <>
      <IconButton
        label={t(isPlaying ? 'voice.stopListening' : 'voice.listen')}
        icon={isPlaying ? Pause : Play}
        side="top"
        onClick={toggle}
      />
      <Seconds value={recording.seconds} label={t('voice.length')} />
      <Bars levels={barsOf(recording.levels, barCount)} />
      <Button kind="primary" icon={SendHorizontal} busy={isBusy} onClick={() => void send()}>
        {t('voice.send')}
      </Button>
    </>
  );
}

const barCount = 48;

function Bars({ levels }: { levels: readonly number[] }) {
  return (
    <span className={styles.bars} aria-hidden="true">
      {levels.map((level, index) => (
        // A meter's bars have no names.
        // oxlint-disable-next-line react/no-array-index-key
        <span key={index} className={styles.bar} style={{ '--level': level }} />
      ))}
    </span>
  );
}

function Seconds({ value, label }: { value: number; label: string }) {
  const whole = Math.floor(value);
  return (
    <span className={styles.seconds} role="timer" aria-label={label}>
      {Math.floor(whole / 60)}:{String(whole % 60).padStart(2, '0')}
    </span>
  );
}

function usePlayer(note: Blob) {
  const playerRef = useRef<HTMLAudioElement>(null);
  const [isPlaying, setIsPlaying] = useState(false);
  useEffect(() => {
    const url = URL.createObjectURL(note);
    const audio = new Audio(url);
    audio.addEventListener('ended', () => setIsPlaying(false));
    playerRef.current = audio;
    return () => {
      audio.pause();
      URL.revokeObjectURL(url);
    };
  }, [note]);
  const toggle = () => {
    if (isPlaying) playerRef.current?.pause();
    // It may have been thrown away before it began.
    else void playerRef.current?.play().catch(() => setIsPlaying(false));
    setIsPlaying(!isPlaying);
  };
  return { isPlaying, toggle };
}
