import { useId } from 'react';
import { waveformBars } from '#shared/media-look.ts';
import styles from './waveform.module.css';

const pitch = 4;
const width = 2.4;
const height = 28;
const flat = Array.from({ length: waveformBars }, () => 0);

/** A sound's loudness as bars; what has been played is filled. A flat line until it has been measured. */
export function Waveform({ peaks, played }: { peaks: readonly number[] | null; played: number }) {
  const clip = useId();
  const bars = (peaks ?? flat).map((peak, bar) => {
    const tall = Math.max(3, (peak / 100) * height);
    return (
      <rect
        key={`${bar.toString()}`}
        x={bar * pitch}
        y={(height - tall) / 2}
        width={width}
        height={tall}
        rx={width / 2}
      />
    );
  });
  return (
    <svg
      className={styles.wave}
      viewBox={`0 0 ${waveformBars * pitch} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <g className={styles.ahead}>{bars}</g>
      <clipPath id={clip}>
        <rect x={0} y={0} width={waveformBars * pitch * Math.min(1, played)} height={height} />
      </clipPath>
      <g className={styles.played} clipPath={`url(#${clip})`}>
        {bars}
      </g>
    </svg>
  );
}
