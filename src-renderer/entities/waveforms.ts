import { useEffect, useState } from 'react';
import type { MediaId } from '#shared/ids.ts';
import { waveformBars } from '#shared/media-look.ts';
import { api } from '../api.ts';
import { forgetWithWorkspace } from './workspace-store.ts';

const known = new Map<MediaId, Promise<readonly number[] | null>>();
const kept = 200;
forgetWithWorkspace(() => known.clear());

/** How loud a sound is along its way, 0 to 100; null until it is measured, and for sounds too long for it. */
export function useWaveform(id: MediaId, isHere: boolean): readonly number[] | null {
  const [peaks, setPeaks] = useState<readonly number[] | null>(null);
  useEffect(() => {
    if (!isHere) return undefined;
    let isCurrent = true;
    void waveformOf(id).then((found) => isCurrent && setPeaks(found));
    return () => {
      isCurrent = false;
    };
  }, [id, isHere]);
  return peaks;
}

function waveformOf(id: MediaId): Promise<readonly number[] | null> {
  const before = known.get(id);
  if (before !== undefined) return before;
  // A sound that can't be measured is still one that may be played.
  const measured = readOrMeasure(id).catch(() => null);
  known.set(id, measured);
  const [eldest] = known.keys();
  if (known.size > kept && eldest !== undefined) known.delete(eldest);
  return measured;
}

/** Measured once in this sandbox (ruling 66), kept by main. */
async function readOrMeasure(mediaId: MediaId): Promise<readonly number[] | null> {
  const before = await api.media.waveform({ mediaId });
  if (before !== null) return before;
  const bytes = await api.media.sound({ mediaId });
  if (bytes === null) return null;
  const sound = await new OfflineAudioContext(1, 1, 16_000).decodeAudioData(new Uint8Array(bytes).buffer);
  const peaks = peaksOf(sound.getChannelData(0), waveformBars);
  await api.media.keepWaveform({ mediaId, peaks });
  return peaks;
}

/** The loudest moment of each of `bars` equal parts, 0 to 100 with the loudest of all at 100. */
export function peaksOf(samples: Float32Array, bars: number): number[] {
  const part = samples.length / bars;
  const peaks = Array.from({ length: bars }, (_, bar) => {
    let peak = 0;
    for (let at = Math.floor(bar * part); at < Math.floor((bar + 1) * part); at++) {
      peak = Math.max(peak, Math.abs(samples[at] ?? 0));
    }
    return peak;
  });
  const loudest = Math.max(...peaks);
  return peaks.map((peak) => (loudest === 0 ? 0 : Math.round((peak / loudest) * 100)));
}
