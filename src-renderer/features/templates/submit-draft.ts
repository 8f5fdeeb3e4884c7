import { AppError } from '#shared/error.ts';
import { componentsOf } from '#shared/template/draft-components.ts';
import type { TemplateDraft } from '#shared/template-draft.ts';
import { actAdmin } from '../../entities/admin.ts';
import { changeTemplateDraft, dropTemplateDraft, flushTemplateDrafts } from '../../entities/template-drafts.ts';
import type { Template } from '#shared/template.ts';

export type Submitted = 'submitted' | 'parked';

/**
 * Hands it to WhatsApp's review, language by language: those that were taken leave the draft. Without a network it is
 * kept, and asked about again. Throws what WhatsApp minds.
 */
export async function submitDraft(draft: TemplateDraft, now: Template | null): Promise<Submitted> {
  try {
    await (now === null ? create(draft) : change(draft, now));
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'offline') throw error;
    changeTemplateDraft(draft.id, (before) => ({ ...before, isParked: true }));
    flushTemplateDrafts();
    return 'parked';
  }
  dropTemplateDraft(draft.id);
  return 'submitted';
}

async function create({
  id,
  accountId,
  name,
  category,
  parameterFormat,
  versions,
  code,
}: TemplateDraft): Promise<void> {
  if (accountId === null) throw new AppError('invalid_input', 'Choose the number that it is for.');
  for (const version of versions) {
    const components = componentsOf(version, { category, parameterFormat, code });
    const { language } = version;
    // One after the other: what WhatsApp minds of one is read before the next.
    // oxlint-disable-next-line no-await-in-loop
    await actAdmin('createTemplate', {
      body: { integrationId: accountId, name, language, category, components, parameterFormat },
    });
    changeTemplateDraft(id, (before) =>
      before.versions.length === 1
        ? before
        : { ...before, versions: before.versions.filter((each) => each.language !== language) },
    );
  }
}

async function change(draft: TemplateDraft, { id, category, status }: Template): Promise<void> {
  const [version] = draft.versions;
  if (version === undefined) return;
  await actAdmin('editTemplate', {
    params: { id },
    body: {
      components: componentsOf(version, draft),
      ...(draft.category !== category && status !== 'APPROVED' && { category: draft.category }),
    },
  });
}
