import { create } from 'zustand';
import type { AppState } from '#shared/app-state.ts';
import { api } from '../api.ts';

/** Which screen the desktop is on; main decides, this only mirrors it. */
export const useAppState = create<AppState>(() => ({ phase: 'starting', step: '' }));

/** A company whose server runs on this computer, rather than a team's or the demo. */
export const useIsOwnCompany = () =>
  useAppState((state) => state.phase === 'ready' && state.workspace.mode === 'embedded');

export function applyAppState(state: AppState): void {
  // Phases share no fields, so the old one is replaced, not merged.
  useAppState.setState(state, true);
}

export async function loadAppState(): Promise<void> {
  applyAppState(await api.app.state());
}

export const session = {
  tryDemo: () => api.session.tryDemo(),
  setUp: api.session.setUp,
  connect: (url: string) => api.session.connect({ url }),
  signIn: (email: string, password: string, code?: string) => api.session.signIn({ email, password, code }),
  /** Out of the workspace that is shown. */
  signOut: async () => {
    const state = useAppState.getState();
    if (state.phase === 'ready') await api.workspaces.signOut({ workspaceId: state.workspace.id });
  },
  switchDemoUser: (email: string) => api.session.switchDemoUser({ email }),
  leave: () => api.session.leave(),
};

export const keystore = {
  retry: () => api.keystore.retry(),
  continueInMemory: () => api.keystore.continueInMemory(),
  startOver: () => api.keystore.startOver(),
  recover: (recoveryKey: string) => api.keystore.recover({ recoveryKey }),
  passphrase: (passphrase: string) => api.keystore.passphrase({ passphrase }),
  startOverWith: (passphrase: string) => api.keystore.startOverWith({ passphrase }),
};

export function dismissNotice(id: string): void {
  const state = useAppState.getState();
  if (state.phase !== 'ready') return;
  applyAppState({ ...state, notices: state.notices.filter((notice) => notice.id !== id) });
  void api.app.dismissNotice({ id });
}
