import { create } from 'zustand';
import { session } from '../../entities/app-state.ts';

/**
 * Set-up in progress, and the recovery key that is shown exactly once. It outranks main's phase: the inbox is ready
 * behind it, but must not appear before the person has put the key somewhere.
 */
export const useSetUp = create<{ working: boolean; recoveryKey: string | null }>(() => ({
  working: false,
  recoveryKey: null,
}));

export async function setUpCompany(input: Parameters<typeof session.setUp>[0]): Promise<void> {
  useSetUp.setState({ working: true });
  try {
    const { recoveryKey } = await session.setUp(input);
    useSetUp.setState({ recoveryKey });
  } finally {
    useSetUp.setState({ working: false });
  }
}

/** The person says the key is safe; from here on Parley no longer has it. */
export function forgetRecoveryKey(): void {
  useSetUp.setState({ recoveryKey: null });
}
