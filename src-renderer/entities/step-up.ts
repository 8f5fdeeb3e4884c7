import { create } from 'zustand';

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

export function answerStepUp(given: boolean): void {
  const { answer } = useStepUp.getState();
  useStepUp.setState({ answer: null });
  answer?.(given);
}
