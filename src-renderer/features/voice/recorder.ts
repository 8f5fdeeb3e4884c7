import { create } from 'zustand';
import type { ConversationId } from '#shared/ids.ts';
import { onLeaveWorkspace } from '../../entities/workspace-store.ts';
import { t } from '../../i18n/i18n.ts';
import { showToast } from '../../ui/toasts.ts';
import { readWebm } from './read-webm.ts';
import { samplesOf, writeOgg } from './write-ogg.ts';

// One recording at a time. What was recorded stays with its conversation until it is sent or thrown away.

export interface Recording {
  conversationId: ConversationId;
  state: 'recording' | 'paused' | 'done';
  seconds: number;
  /** Loudness so far, one value every tenth of a second, 0 to 1. */
  levels: readonly number[];
  /** The voice note, once it is done. */
  note: Blob | null;
}

export const useRecording = create<{ recording: Recording | null }>(() => ({ recording: null }));

const type = 'audio/webm;codecs=opus';
const tickMs = 100;
/** As long as WhatsApp takes at this quality, with room to spare. */
const mostSeconds = 30 * 60;

interface Machine {
  recorder: MediaRecorder;
  stop: () => void;
}
let machine: Machine | null = null;

export async function startRecording(conversationId: ConversationId): Promise<void> {
  if (useRecording.getState().recording !== null) return;
  try {
    const audio = { channelCount: 1, echoCancellation: true, noiseSuppression: true };
    const stream = await navigator.mediaDevices.getUserMedia({ audio });
    begin(conversationId, stream);
  } catch (error) {
    showToast({ kind: 'warning', text: t(`voice.problem.${problemOf(error)}`) });
  }
}

function begin(conversationId: ConversationId, stream: MediaStream): void {
  const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 32_000 });
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const parts: Blob[] = [];
  const timer = setInterval(() => {
    if (recorder.state !== 'recording') return;
    analyser.getFloatTimeDomainData(samples);
    const level = Math.min(1, Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length) * 4);
    change(({ seconds, levels }) => ({ seconds: seconds + tickMs / 1000, levels: [...levels, level] }));
    if ((useRecording.getState().recording?.seconds ?? 0) >= mostSeconds) finishRecording();
  }, tickMs);
  recorder.ondataavailable = ({ data }) => void parts.push(data);
  recorder.onstop = () => void toNote(parts);
  machine = {
    recorder,
    stop: () => {
      clearInterval(timer);
      for (const track of stream.getTracks()) track.stop();
      void context.close();
    },
  };
  useRecording.setState({ recording: { conversationId, state: 'recording', seconds: 0, levels: [], note: null } });
  // Handed over piece by piece, so that nothing of a long one waits for its end.
  recorder.start(1000);
}

export function pauseRecording(): void {
  if (machine?.recorder.state !== 'recording') return;
  machine.recorder.pause();
  change(() => ({ state: 'paused' }));
}

export function goOnRecording(): void {
  if (machine?.recorder.state !== 'paused') return;
  machine.recorder.resume();
  change(() => ({ state: 'recording' }));
}

/** Stops; the note is there a moment later. */
export function finishRecording(): void {
  if (machine === null || machine.recorder.state === 'inactive') return;
  machine.stop();
  machine.recorder.stop();
}

/** Nobody sees any more that it goes on; what was said stays with its conversation. */
onLeaveWorkspace(finishRecording);

export function discardRecording(): void {
  const { recorder, stop } = machine ?? {};
  machine = null;
  useRecording.setState({ recording: null });
  stop?.();
  if (recorder !== undefined && recorder.state !== 'inactive') recorder.stop();
}

async function toNote(parts: readonly Blob[]): Promise<void> {
  // Thrown away meanwhile.
  if (machine === null) return;
  machine = null;
  try {
    const stream = readWebm(new Uint8Array(await new Blob([...parts]).arrayBuffer()));
    if (stream.packets.length === 0) throw new Error('nothing was recorded');
    const seconds = stream.packets.reduce((sum, packet) => sum + samplesOf(packet), 0) / 48_000;
    change(() => ({ state: 'done', seconds, note: new Blob([writeOgg(stream)], { type: 'audio/ogg' }) }));
  } catch (error) {
    console.error('the recording could not be read', error);
    useRecording.setState({ recording: null });
    showToast({ kind: 'warning', text: t('voice.problem.other') });
  }
}

function change(patch: (recording: Recording) => Partial<Recording>): void {
  useRecording.setState(({ recording }) => ({ recording: recording && { ...recording, ...patch(recording) } }));
}

function problemOf(error: unknown): 'denied' | 'missing' | 'busy' | 'other' {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing';
  return name === 'NotReadableError' ? 'busy' : 'other';
}
