import { create } from 'zustand';

const speeds = [1, 1.5, 2] as const;

/** How fast sounds are played, for all of them. */
export const useSpeed = create<{ speed: (typeof speeds)[number] }>(() => ({ speed: 1 }));

export function nextSpeed(): void {
  useSpeed.setState(({ speed }) => ({ speed: speeds[(speeds.indexOf(speed) + 1) % speeds.length] ?? 1 }));
}

// Whoever begins to play silences the others. Heard here once, on the way down: 'play' does not bubble.
if (typeof document !== 'undefined') {
  document.addEventListener(
    'play',
    ({ target }) => {
      for (const other of document.querySelectorAll<HTMLMediaElement>('audio, video')) {
        if (other !== target && !other.muted) other.pause();
      }
    },
    true,
  );
}
