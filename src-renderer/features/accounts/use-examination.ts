import { useRef, useState } from 'react';
import type { AccountId } from '#shared/ids.ts';
import { type DoctorCheck, DoctorCheckId, type DoctorPart, doctorParts } from '#shared/wire/doctor-routes.ts';
import { actAdmin } from '../../entities/admin.ts';

type Checks = Partial<Record<DoctorCheckId, DoctorCheck>>;

interface Examination {
  /** Nobody has asked yet. */
  isNew: boolean;
  running: readonly DoctorPart[];
  checks: Checks;
  /** Why a part could not be asked for. */
  error: unknown;
}

const notYet: Examination = { isNew: true, running: [], checks: {}, error: null };

export interface UseExamination extends Examination {
  isRunning: (id: DoctorCheckId) => boolean;
  examine: () => void;
  /** Sends a test message to this number. */
  sendTest: (recipient: string) => void;
}

/** The parts of an examination run side by side; each one's checks are here as soon as it has answered. */
export function useExamination(accountId: AccountId): UseExamination {
  const [state, setState] = useState(notYet);
  /** An answer to a question that was asked again since is nobody's any more. */
  const round = useRef(0);
  const params = { id: accountId };

  const ask = (part: DoctorPart, recipient?: string): void => {
    const asked = round.current;
    const ids = doctorParts[part];
    setState((now) => ({
      ...now,
      isNew: false,
      error: null,
      running: [...now.running.filter((each) => each !== part), part],
      checks: without(now.checks, ids),
    }));
    const end = (change: (now: Examination) => Partial<Examination>): void => {
      if (asked !== round.current) return;
      setState((now) => ({ ...now, running: now.running.filter((each) => each !== part), ...change(now) }));
    };
    const askFor = async (): Promise<void> => {
      const report =
        part === 'message'
          ? await actAdmin('examineWithMessage', { params, query: { part }, body: { recipient } })
          : await actAdmin('examine', { params, query: { part } });
      const made = Object.fromEntries((report?.data.checks ?? []).map((check) => [check.id, check]));
      end(({ checks }) => ({ checks: { ...checks, ...made } }));
    };
    askFor().catch((error: unknown) => end(() => ({ error })));
  };

  return {
    ...state,
    isRunning: (id) => state.running.some((part) => doctorParts[part].includes(id)),
    examine: () => {
      round.current += 1;
      setState({ ...notYet, isNew: false });
      ask('webhook');
      ask('meta');
    },
    sendTest: (recipient) => ask('message', recipient),
  };
}

function without(checks: Checks, ids: readonly DoctorCheckId[]): Checks {
  return Object.fromEntries(Object.entries(checks).filter(([id]) => !ids.some((each) => each === id)));
}

/** In the order of their numbers. */
export const checkIds = DoctorCheckId.options;
