import { useEffect, useRef, useState } from 'react';
import { Mic, Music, Pause, Play } from 'lucide-react';
import type { Media } from '#shared/content.ts';
import { fetchMedia, mediaUrl } from '../../../entities/media.ts';
import { useWaveform } from '../../../entities/waveforms.ts';
import { t } from '../../../i18n/i18n.ts';
import { formatSeconds } from '../../../ui/format-time.ts';
import { Name } from '../../../ui/user-text.tsx';
import { nextSpeed, useSpeed } from './playing.ts';
import { Waveform } from './waveform.tsx';
import styles from './sound-player.module.css';

interface SoundPlayerProps {
  media: Media;
  voice: boolean;
  isHere: boolean;
}

/** A voice note or a sound file: one plays at a time, at the speed last chosen. */
export function SoundPlayer({ media, voice, isHere }: SoundPlayerProps) {
  const audio = useRef<HTMLAudioElement>(null);
  const [isPlaying, setIsPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [length, setLength] = useState<number | null>(null);
  const [isBroken, setIsBroken] = useState(false);
  const speed = useSpeed((state) => state.speed);
  const peaks = useWaveform(media.id, isHere);
  useEffect(() => {
    if (audio.current !== null) audio.current.playbackRate = speed;
  }, [speed]);
  const toggle = async () => {
    if (!isHere) await fetchMedia(media.id);
    const sound = audio.current;
    if (sound === null) return;
    if (!sound.paused) return sound.pause();
    sound.playbackRate = speed;
    // Refused when there is nothing to play it on; the element says so by itself.
    await sound.play().catch(() => undefined);
    return undefined;
  };
  const seek = (seconds: number) => {
    if (audio.current !== null) audio.current.currentTime = seconds;
    setAt(seconds);
  };
  const name = voice ? t('media.voice') : (media.filename ?? t('media.audio'));
  const shown = length === null ? '' : formatSeconds(isPlaying || at > 0 ? at : length);
  const Icon = voice ? Mic : Music;
  return (
    <div
      className={styles.player}
      role="group"
      aria-label={length === null ? name : t('media.soundOf', { name, length: formatSeconds(length) })}
    >
      <button
        type="button"
        className={styles.play}
        aria-label={t(isPlaying ? 'media.pause' : 'media.playSound')}
        onClick={() => void toggle()}
      >
        {isPlaying ? (
          <Pause size={18} fill="currentColor" strokeWidth={0} aria-hidden="true" />
        ) : (
          <Play size={18} fill="currentColor" strokeWidth={0} aria-hidden="true" />
        )}
      </button>
      <div className={styles.way}>
        {!voice && (
          <p className={styles.name}>
            <Name text={name} />
          </p>
        )}
        <Waveform peaks={peaks} played={length === null ? 0 : at / length} />
        <input
          type="range"
          className={styles.slider}
          aria-label={t('media.position')}
          aria-valuetext={t('media.positionOf', { at: formatSeconds(at), length: formatSeconds(length ?? 0) })}
          min={0}
          max={length ?? 0}
          step={1}
          value={Math.min(at, length ?? 0)}
          disabled={length === null}
          onChange={(event) => seek(event.target.valueAsNumber)}
        />
      </div>
      <div className={styles.side}>
        <button type="button" className={styles.speed} aria-label={t('media.speed', { speed })} onClick={nextSpeed}>
          {speed}×
        </button>
        <span className={styles.time}>
          <Icon size={12} strokeWidth={2} aria-hidden="true" />
          {isBroken ? t('media.silent') : shown}
        </span>
      </div>
      {isHere && (
        // What is said stands in the message; there is nothing to be shown as captions.
        // oxlint-disable-next-line jsx-a11y/media-has-caption
        <audio
          ref={audio}
          src={mediaUrl(media.id)}
          preload="metadata"
          onLoadedMetadata={(event) => (event.currentTarget.playbackRate = speed)}
          onPlay={() => setIsPlaying(true)}
          onPause={() => setIsPlaying(false)}
          onTimeUpdate={(event) => setAt(event.currentTarget.currentTime)}
          onDurationChange={({ currentTarget: { duration } }) => Number.isFinite(duration) && setLength(duration)}
          onEnded={() => setAt(0)}
          onError={() => setIsBroken(true)}
        />
      )}
    </div>
  );
}
