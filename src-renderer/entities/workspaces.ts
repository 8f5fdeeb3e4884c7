import { create } from 'zustand';
import type { WorkspaceId } from '#shared/ids.ts';
import type { WorkspaceList, WorkspaceTile } from '#shared/workspaces.ts';
import { api } from '../api.ts';
import { useAppState } from './app-state.ts';
import { useDirectory } from './directory.ts';

interface Workspaces extends WorkspaceList {
  /** Where one goes back to from the screen on which one adds another. */
  before: WorkspaceId | null;
}

/** The workspaces of this desktop; empty while Parley is locked. */
export const useWorkspaces = create<Workspaces>(() => ({ shown: null, tiles: [], before: null }));

export function applyWorkspaces({ shown, tiles }: WorkspaceList): void {
  useWorkspaces.setState((state) => {
    const before = shown ?? state.shown ?? state.before;
    return { shown, tiles, before: tiles.some(({ id }) => id === before) ? before : (tiles[0]?.id ?? null) };
  });
}

/** Refused while Parley is locked; told again when it no longer is. */
export async function loadWorkspaces(): Promise<void> {
  await api.workspaces.list().then(applyWorkspaces, () => undefined);
  useAppState.subscribe(({ phase }) => phase === 'locked' && applyWorkspaces({ shown: null, tiles: [] }));
}

export const workspaces = {
  show: (workspaceId: WorkspaceId | null) => api.workspaces.show({ workspaceId }),
  signOut: (workspaceId: WorkspaceId) => api.workspaces.signOut({ workspaceId }),
  remove: (workspaceId: WorkspaceId) => api.workspaces.remove({ workspaceId }),
};

/** Is there one of this kind already? */
export const hasWorkspace = (tiles: readonly WorkspaceTile[], mode: WorkspaceTile['mode']): boolean =>
  tiles.some((tile) => tile.mode === mode);

/** Of the workspace that this window is in; null while it is the only one and needs no name. */
export function useWorkspaceName(): string | null {
  const isAmongOthers = useWorkspaces(({ tiles }) => tiles.length > 1);
  const name = useDirectory(({ directory }) => directory?.tenant.name ?? null);
  return isAmongOthers ? name : null;
}
