import { create } from 'zustand';
import { AppError } from '#shared/error.ts';
import { onLeaveWorkspace } from './workspace-store.ts';

/** Somebody waits for the person to show who they are (S-62): secrets and rights ask for it every five minutes. */
export const useStepUp = create<{ answer: ((given: boolean) => void) | null }>(() => ({ answer: null }));

/** False when the person thought better of it. Whoever asks while the question stands shares its answer. */
export function askForProof(): Promise<boolean> {
  return new Promise((resolve) => {
    const { answer } = useStepUp.getState();
    useStepUp.setState({
      answer: (given) => {
        answer?.(given);
        resolve(given);
      },
    });
  });
}

/** Does it; where a fresh proof is wanted, asks for that and does it then. Null when the person thought better of it. */
export async function withProof<T>(act: () => Promise<T>): Promise<T | null> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof AppError) || error.details?.['reason'] !== 'step_up_required') throw error;
    return (await askForProof()) ? await act() : null;
  }
}

export function answerStepUp(given: boolean): void {
  const { answer } = useStepUp.getState();
  useStepUp.setState({ answer: null });
  answer?.(given);
}

onLeaveWorkspace(() => answerStepUp(false));
