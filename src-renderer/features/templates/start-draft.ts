import type { Account } from '#shared/account.ts';
import { newId, type TemplateDraftId } from '#shared/ids.ts';
import { draftOfTemplates, emptyVersion } from '#shared/template/draft-components.ts';
import type { Template } from '#shared/template.ts';
import { serverNow } from '../../entities/clock.ts';
import { useDirectory } from '../../entities/directory.ts';
import { addTemplateDraft, useTemplateDrafts } from '../../entities/template-drafts.ts';
import { locale } from '../../i18n/i18n.ts';
import type { TemplateGroup } from './library-groups.ts';
import { openDraft } from './library-store.ts';

/** An empty one, in the person's own language. */
export function startDraft(): void {
  const accounts =
    useDirectory.getState().directory?.accounts.filter(({ provider }) => provider === 'meta_cloud') ?? [];
  const id = newId<TemplateDraftId>();
  addTemplateDraft({
    id,
    accountId: accounts[0]?.id ?? null,
    name: '',
    category: 'UTILITY',
    parameterFormat: 'positional',
    versions: [emptyVersion(languageOf(locale))],
    code: { advice: true, expiresAfter: 10 },
    templateId: null,
    isParked: false,
    updatedAt: serverNow(),
  });
  openDraft(id);
}

/** The same under another name, in all its languages. */
export function duplicate({ versions, accounts, name }: TemplateGroup): void {
  const [first, ...others] = versions;
  if (first === undefined) return;
  const id = newId<TemplateDraftId>();
  const names = useTemplateDrafts.getState().drafts.map((draft) => draft.name);
  addTemplateDraft(
    draftOfTemplates([first, ...others], {
      id,
      accountId: idOfFirst(accounts),
      name: freeName(name, names),
      templateId: null,
      updatedAt: serverNow(),
    }),
  );
  openDraft(id);
}

/** A change of one language of it; one that is being written already goes on. */
export function edit(template: Template, accounts: readonly Account[]): void {
  const known = useTemplateDrafts.getState().drafts.find(({ templateId }) => templateId === template.id);
  if (known !== undefined) return openDraft(known.id);
  const id = newId<TemplateDraftId>();
  addTemplateDraft(
    draftOfTemplates([template], {
      id,
      accountId: idOfFirst(accounts),
      name: template.name,
      templateId: template.id,
      updatedAt: serverNow(),
    }),
  );
  openDraft(id);
}

const idOfFirst = (accounts: readonly Account[]) => accounts[0]?.id ?? null;

function freeName(name: string, taken: readonly string[]): string {
  for (let number = 2; ; number++) {
    const next = `${name.replace(/_\d+$/, '')}_${number}`;
    if (!taken.includes(next)) return next;
  }
}

const languageOf = (tag: string): string => (tag.startsWith('en') ? 'en_US' : (tag.split('-')[0] ?? 'en_US'));
