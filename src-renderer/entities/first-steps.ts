import { FirstStep } from '#shared/settings.ts';
import { useMessages } from './messages.ts';
import { changeSettings, useSettings } from './settings.ts';

// What somebody new does once, so that they have seen it. Kept on this desktop.

/** Marks it as done; later times change nothing. */
export function markStep(step: FirstStep): void {
  const { firstSteps } = useSettings.getState();
  if (firstSteps.isHidden || firstSteps.done.includes(step)) return;
  // Not worth a word when it can't be kept: the step stands there as it was.
  void changeSettings({ firstSteps: { ...firstSteps, done: [...firstSteps.done, step] } }).catch(() => undefined);
}

export function hideFirstSteps(isHidden: boolean): Promise<void> {
  return changeSettings({ firstSteps: { ...useSettings.getState().firstSteps, isHidden } });
}

/** How many are left; 0 when they are not wanted either. */
export const useStepsLeft = (): number =>
  useSettings(({ firstSteps }) => (firstSteps.isHidden ? 0 : FirstStep.options.length - firstSteps.done.length));

/** Replies and notes that begin in this window count. */
export function watchFirstSteps(): void {
  useMessages.subscribe(({ byId }, { byId: before }) => {
    const { isHidden, done } = useSettings.getState().firstSteps;
    if (byId === before || isHidden || (done.includes('reply') && done.includes('note'))) return;
    for (const message of Object.values(byId)) {
      if (message.outbox === null || before[message.id] !== undefined) continue;
      markStep(message.direction === 'note' ? 'note' : 'reply');
    }
  });
}
