import type { FirstStep } from '#shared/settings.ts';
import { hideFirstSteps, markStep } from '../entities/first-steps.ts';
import { guarded } from '../entities/triage.ts';
import type { TourPage } from '../features/onboarding/tour.tsx';
import { command, listCommands, type Command } from './commands.ts';
import { openDialog, useView } from './view-store.ts';

/** For somebody new, and for whoever wants to see it again. */
export function onboardingCommands(): Command[] {
  return [
    command('anywhere', 'command.firstSteps', { run: openFirstSteps }),
    command('anywhere', 'command.tour', { run: () => openDialog('tour') }),
  ];
}

export function openFirstSteps(): void {
  void guarded(() => hideFirstSteps(false));
  openDialog('firstSteps');
}

const commandOf: Record<FirstStep, string> = {
  open: 'command.open',
  reply: 'command.reply',
  note: 'command.note',
  resolve: 'command.resolve',
  palette: 'command.palette',
  tour: 'command.tour',
};
export const keysOfStep = (step: FirstStep): string | undefined =>
  listCommands().find(({ id }) => id === commandOf[step])?.keys[0];

const tour: Record<TourPage, readonly string[]> = {
  move: ['command.down', 'command.up', 'command.open', 'command.nextPane'],
  answer: ['command.reply', 'command.note', 'command.template', 'command.leaveComposer'],
  done: ['command.resolve', 'command.snooze', 'command.assign', 'command.undo'],
  find: ['command.search', 'command.find', 'command.nextUnread'],
  all: ['command.palette', 'command.shortcuts', 'command.settings'],
};
export const linesOfTour = (page: TourPage): Command[] =>
  listCommands()
    .filter(({ id }) => tour[page].includes(id))
    .toSorted((one, other) => tour[page].indexOf(one.id) - tour[page].indexOf(other.id));

/** What is seen in the view itself. */
export function watchFirstLooks(): () => void {
  return useView.subscribe(({ openId, dialog }) => {
    if (openId !== null) markStep('open');
    if (dialog === 'palette') markStep('palette');
  });
}
