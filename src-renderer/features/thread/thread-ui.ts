import { create } from 'zustand';

/** What a shortcut can open or ask for in the thread pane. `toNewest` counts the requests. */
export const useThreadUi = create<{ isAssignOpen: boolean; toNewest: number }>(() => ({
  isAssignOpen: false,
  toNewest: 0,
}));

export function setAssignOpen(isAssignOpen: boolean): void {
  useThreadUi.setState({ isAssignOpen });
}

export function scrollToNewest(): void {
  useThreadUi.setState((state) => ({ toNewest: state.toNewest + 1 }));
}
