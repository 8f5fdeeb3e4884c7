import type { NotificationSound } from '#shared/notification-settings.ts';
import { api } from '../api.ts';

// The sounds of notifications, made of a few tones each: nothing to load, nothing to fail.

interface Tone {
  /** Hz. */
  pitch: number;
  /** Seconds from the beginning, and how long it rings. */
  at: number;
  length: number;
}
type Ours = Exclude<NotificationSound, 'none'>;

const chime: readonly Tone[] = [
  { pitch: 659, at: 0, length: 0.5 },
  { pitch: 880, at: 0.12, length: 0.7 },
];
const tones: Record<Ours, readonly Tone[]> = {
  // Asked for where the system has no sound of its own.
  system: chime,
  chime,
  knock: [
    { pitch: 196, at: 0, length: 0.09 },
    { pitch: 174, at: 0.13, length: 0.09 },
  ],
  bell: [
    { pitch: 1047, at: 0, length: 1.4 },
    { pitch: 2637, at: 0, length: 0.8 },
  ],
};
const volume = 0.18;

let context: AudioContext | null = null;

export function playSound(sound: NotificationSound): void {
  if (sound === 'none') return;
  context ??= new AudioContext();
  const { currentTime, destination } = context;
  for (const { pitch, at, length } of tones[sound]) {
    const oscillator = context.createOscillator();
    const gain = context.createGain();
    const start = currentTime + at;
    oscillator.frequency.value = pitch;
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(volume, start + 0.01);
    gain.gain.exponentialRampToValueAtTime(0.0001, start + length);
    oscillator.connect(gain).connect(destination);
    oscillator.start(start);
    oscillator.stop(start + length);
  }
}

/** A notification asks for a sound that its system hasn't got. */
export function followSounds(): void {
  api.on('sound', ({ sound }) => playSound(sound));
}
