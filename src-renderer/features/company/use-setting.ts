import { useState } from 'react';
import { type Company, type CompanyField, sameSetting } from '#shared/company.ts';
import { type Settlement, settle } from '../../entities/company.ts';
import { useAction } from '../../entities/use-action.ts';

export interface Setting<T> {
  value: T;
  change: (value: T) => void;
  isDirty: boolean;
  discard: () => void;
  save: () => void;
  busy: boolean;
  error: unknown;
  /** How the last saving went; null since something was changed again. */
  outcome: Settlement | null;
}

/** One field on its way from what it is to what the person wants. What others change meanwhile shows while it is untouched. */
export function useSetting<F extends CompanyField>(company: Company, field: F): Setting<Company[F]> {
  // The base is kept with the draft: what was on screen when the person began.
  const [draft, setDraft] = useState<{ base: Company[F]; value: Company[F] } | null>(null);
  const [outcome, setOutcome] = useState<Settlement | null>(null);
  const current = company[field];
  const saving = useAction(async () => {
    if (draft === null) return;
    const how = await settle(field, draft.base, draft.value);
    setOutcome(how);
    if (how !== 'dismissed') setDraft(null);
  });
  return {
    value: draft === null ? current : draft.value,
    change: (value) => {
      setOutcome(null);
      setDraft({ base: draft?.base ?? current, value });
    },
    isDirty: draft !== null && !sameSetting(draft.value, draft.base),
    discard: () => {
      saving.clear();
      setDraft(null);
    },
    save: () => void saving.run(),
    busy: saving.busy,
    error: saving.error,
    outcome,
  };
}
