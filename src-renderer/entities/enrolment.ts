import { actAdmin } from './admin.ts';
import { useConnection } from './connection.ts';
import { createForWorkspace } from './workspace-store.ts';

/** Setting up a second factor because the company asks for one. */
interface Enrolment {
  asked: { secret: string; uri: string } | null;
  /** Shown this once; until they are kept nothing else is. */
  codes: readonly string[] | null;
}

export const useEnrolment = createForWorkspace<Enrolment>(() => ({ asked: null, codes: null }));

/** Is there nothing to do in this workspace before the second factor is set up? */
export function useNeedsSecondFactor(): boolean {
  const isRefused = useConnection(({ connection }) => connection?.needsSecondFactor ?? false);
  const isUnderWay = useEnrolment(({ codes }) => codes !== null);
  return isRefused || isUnderWay;
}

export async function beginEnrolment(): Promise<void> {
  const asked = await actAdmin('beginSecondFactor', {});
  if (asked !== null) useEnrolment.setState({ asked });
}

export function leaveEnrolment(): void {
  useEnrolment.setState({ asked: null });
}

export function finishEnrolment(codes: readonly string[]): void {
  useEnrolment.setState({ asked: null, codes });
}

export function keptRecoveryCodes(): void {
  useEnrolment.setState({ codes: null });
}
