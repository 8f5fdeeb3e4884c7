import { editRulesOf, type EditRules } from '#shared/template/edit-rules.ts';
import type { TemplateDraft } from '#shared/template-draft.ts';
import { useAdmin } from '../../entities/admin.ts';
import { useNow } from '../../entities/clock.ts';
import { useTemplates } from '../../entities/templates.ts';
import { t } from '../../i18n/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { formatAhead } from '../../ui/format-time.ts';

const anything: EditRules = { refusal: null, until: null, mayChangeCategory: true };

/** What WhatsApp lets change of the template that this draft is a change of. */
export function useEditRules(draft: TemplateDraft): EditRules {
  const now = useNow();
  const template = useTemplates(({ templates }) => templates.find(({ id }) => id === draft.templateId) ?? null);
  const { templateId } = draft;
  const events =
    useAdmin('templateHistory', templateId === null ? null : { params: { id: templateId } }).data?.data ?? [];
  if (template === null) return anything;
  const edits = events.filter(({ kind }) => kind === 'edited').map(({ at }) => Date.parse(at));
  return editRulesOf(template, edits, now);
}

export function EditRulesBanner({ draft }: { draft: TemplateDraft }) {
  const now = useNow();
  const { refusal, until, mayChangeCategory } = useEditRules(draft);
  if (draft.templateId === null) return null;
  if (refusal === null) {
    return (
      <Banner tone="info">{t(mayChangeCategory ? 'templateEditor.rule.free' : 'templateEditor.rule.approved')}</Banner>
    );
  }
  return (
    <Banner tone="warning">
      {t(`templateEditor.rule.${refusal}`, { when: until === null ? '' : formatAhead(until, now) })}
    </Banner>
  );
}
