import { create, type StateCreator, type StoreApi, type UseBoundStore } from 'zustand';
import { dropAnswers } from '../api.ts';

// What a page holds of the workspace it shows. Another one begins with all of it empty: a store or a note that belongs
// to a workspace is made or registered here, so that none is forgotten.

const leaving: (() => void)[] = [];
const resets: (() => void)[] = [];

/** A store that begins anew with each workspace, and with each person. */
export function createForWorkspace<T>(initial: StateCreator<T>): UseBoundStore<StoreApi<T>> {
  const store = create<T>(initial);
  resets.push(() => store.setState(store.getInitialState(), true));
  return store;
}

/** What is kept beside the stores and belongs to a workspace is forgotten with it. */
export function forgetWithWorkspace(forget: () => void): void {
  resets.push(forget);
}

/** Called while everything of the workspace is still there: what was typed is put away, and so on. */
export function onLeaveWorkspace(work: () => void): void {
  leaving.push(work);
}

/** Nothing of one workspace or user stays in memory when another begins, and no answer to it arrives any more. */
export function leaveWorkspace(): void {
  for (const work of leaving) work();
  dropAnswers();
  for (const reset of resets) reset();
}
