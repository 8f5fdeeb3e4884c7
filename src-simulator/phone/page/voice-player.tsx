import { Mic, Music2, Pause, Play } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { MediaRef, Sound } from '../wire-body.ts';
import { formatSeconds } from './amounts.ts';
import styles from './voice-player.module.css';

const speeds = [1, 1.5, 2] as const;

/** A voice note or another recording: play, jump, faster. */
export function VoicePlayer(props: { media: MediaRef; isVoice: boolean; sound: Sound; onPlay?: () => void }) {
  const { media, sound } = props;
  const audio = useRef<HTMLAudioElement>(null);
  const [isPlaying, setIsPlaying] = useState(false);
  const [position, setPosition] = useState(0);
  const [length, setLength] = useState(sound.seconds);
  const [speed, setSpeed] = useState<(typeof speeds)[number]>(1);
  const Icon = props.isVoice ? Mic : Music2;

  useEffect(() => {
    if (audio.current) audio.current.playbackRate = speed;
  }, [speed]);

  const toggle = (): void => {
    const player = audio.current;
    if (!player) return;
    // Refused playback (no sound device, a broken file) leaves the button as it was.
    if (player.paused) player.play().then(props.onPlay, () => setIsPlaying(false));
    else player.pause();
  };
  const jump = (to: number): void => {
    setPosition(to);
    if (audio.current) audio.current.currentTime = to;
  };

  const whole = length ?? 0;
  return (
    <span className={styles['player']} data-playing={isPlaying || undefined}>
      <button
        type="button"
        className={styles['play']}
        aria-label={isPlaying ? 'Pause' : props.isVoice ? 'Play voice message' : 'Play audio'}
        disabled={media.src === null}
        onClick={toggle}
      >
        {isPlaying ? (
          <Pause size={20} fill="currentColor" strokeWidth={0} aria-hidden />
        ) : (
          <Play size={20} fill="currentColor" strokeWidth={0} aria-hidden />
        )}
      </button>
      <span className={styles['middle']}>
        <span className={styles['bars']} dir="ltr">
          {(sound.bars.length > 0 ? sound.bars : silence).map((loudness, index, all) => (
            <i
              // Bars have no identity but their place.
              // oxlint-disable-next-line react/no-array-index-key
              key={index}
              data-heard={(whole > 0 && (index + 0.5) / all.length <= position / whole) || undefined}
              style={{ blockSize: `${Math.round(14 + loudness * 86)}%` }}
            />
          ))}
          <input
            type="range"
            aria-label="Position"
            aria-valuetext={`${formatSeconds(position)} of ${formatSeconds(whole)}`}
            min={0}
            max={whole || 1}
            step={0.1}
            value={Math.min(position, whole || 1)}
            disabled={media.src === null}
            onChange={(event) => jump(Number(event.target.value))}
          />
        </span>
        <span className={styles['facts']}>
          <Icon size={12} aria-hidden />
          {length === null ? 'Audio' : formatSeconds(isPlaying || position > 0 ? position : length)}
        </span>
      </span>
      {isPlaying || position > 0 ? (
        <button
          type="button"
          className={styles['speed']}
          aria-label={`Speed ${speed}×`}
          onClick={() => setSpeed((now) => speeds[(speeds.indexOf(now) + 1) % speeds.length] ?? 1)}
        >
          {speed}×
        </button>
      ) : null}
      {media.src !== null && (
        // A customer's recording has no captions.
        // oxlint-disable-next-line jsx-a11y/media-has-caption
        <audio
          ref={audio}
          src={media.src}
          preload="metadata"
          onPlay={() => setIsPlaying(true)}
          onPause={() => setIsPlaying(false)}
          onEnded={() => setPosition(0)}
          onTimeUpdate={(event) => setPosition(event.currentTarget.currentTime)}
          onLoadedMetadata={(event) => {
            const { duration } = event.currentTarget;
            if (Number.isFinite(duration)) setLength(duration);
          }}
        />
      )}
    </span>
  );
}

const silence: readonly number[] = Array.from({ length: 44 }, () => 0);
