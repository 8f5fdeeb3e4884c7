import type { ContactId, ErasureId } from '#shared/ids.ts';
import { AppError } from '#shared/error.ts';
import { api } from '../api.ts';
import { actAdmin } from './admin.ts';
import { askForProof } from './step-up.ts';
import { createForWorkspace } from './workspace-store.ts';

// Handing out and forgetting what is known of one person. Both outlive the panel they were asked from: while somebody is
// being erased, they vanish from it.

export interface Person {
  contactId: ContactId;
  name: string;
}

interface PersonData {
  /** Which dialog is open, and about whom. */
  exporting: Person | null;
  erasing: Person | null;
  /** The receipt on screen. */
  erasureId: ErasureId | null;
}

export const usePersonData = createForWorkspace<PersonData>(() => ({
  exporting: null,
  erasing: null,
  erasureId: null,
}));

export const askToExport = (person: Person) => usePersonData.setState({ exporting: person });
export const askToErase = (person: Person) => usePersonData.setState({ erasing: person, erasureId: null });
export const showReceipt = (erasureId: ErasureId) => usePersonData.setState({ erasing: null, erasureId });
export const closePersonData = () => usePersonData.setState(usePersonData.getInitialState(), true);

/** Begins to erase, in ten seconds. False: the person thought better of it. */
export async function erasePerson({ contactId }: Person): Promise<boolean> {
  const answer = await actAdmin('eraseContact', { params: { id: contactId } });
  if (answer === null) return false;
  usePersonData.setState({ erasing: null, erasureId: answer.erasure.id });
  return true;
}

/** Throws `conflict` when it has begun. */
export async function cancelErasure(id: ErasureId): Promise<void> {
  await actAdmin('cancelErasure', { params: { id } });
}

/**
 * Writes everything about the person into a file. `onStep` is told how far it is and answers whether to go on. False: it
 * was stopped, or never begun.
 */
export async function exportPerson(
  { contactId }: Person,
  onStep: (step: { done: number; total: number }) => boolean,
): Promise<boolean> {
  let step = await begin(contactId);
  while (step !== null && !step.finished) {
    if (!onStep(step)) {
      await api.personExport.stop({ exportId: step.exportId });
      return false;
    }
    // Each part goes on where the one before ended.
    // oxlint-disable-next-line no-await-in-loop
    step = await api.personExport.next({ exportId: step.exportId });
  }
  return step !== null;
}

async function begin(contactId: ContactId) {
  try {
    return await api.personExport.begin({ contactId });
  } catch (error) {
    if (!(error instanceof AppError) || error.details?.['reason'] !== 'step_up_required') throw error;
    return (await askForProof()) ? await api.personExport.begin({ contactId }) : null;
  }
}
