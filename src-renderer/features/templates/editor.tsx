import { useMemo, useState } from 'react';
import { ArrowLeft, SendHorizontal, Trash2 } from 'lucide-react';
import { metaDraftOf, withMetaDraft } from '#shared/template/draft-components.ts';
import { readDefinition } from '#shared/template/definition.ts';
import { applyFix, type LintFinding } from '#shared/template/lint-finding.ts';
import { lintTemplate } from '#shared/template/lint.ts';
import type { DraftVersion, TemplateDraft } from '#shared/template-draft.ts';
import { useConnection } from '../../entities/connection.ts';
import { useAccounts } from '../../entities/directory.ts';
import { addTemplateDraft, changeTemplateDraft, dropTemplateDraft } from '../../entities/template-drafts.ts';
import { useTemplates } from '../../entities/templates.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { nameOfLanguage } from '../../ui/language-name.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { TemplatePreview } from '../../ui/template-preview.tsx';
import { showToast } from '../../ui/toasts.ts';
import { EditRulesBanner, useEditRules } from './edit-rules.tsx';
import { Basics } from './editor-basics.tsx';
import { Content } from './editor-content.tsx';
import { Languages } from './editor-languages.tsx';
import { Findings } from './findings.tsx';
import { keyOfGroup } from './library-groups.ts';
import { openDraft, openTemplate } from './library-store.ts';
import { placeOf, type Place } from './lint-places.ts';
import { submitDraft } from './submit-draft.ts';
import styles from './editor.module.css';

/** What the parts of the editor share: the draft, the language at hand, what is wrong where. */
export interface Editing {
  draft: TemplateDraft;
  version: DraftVersion;
  change: (change: Partial<TemplateDraft>) => void;
  changeVersion: (change: Partial<DraftVersion>) => void;
  findingsAt: (place: Place) => LintFinding[];
  fix: (finding: LintFinding) => void;
}

/** Writing a template: the form, what WhatsApp would mind while one types, and how it will look, side by side. */
export function Editor({ draft }: { draft: TemplateDraft }) {
  const [language, setLanguage] = useState(draft.versions[0]?.language ?? '');
  const version = draft.versions.find((each) => each.language === language) ?? draft.versions[0];
  const findings = useMemo(() => lintAll(draft), [draft]);
  if (version === undefined) return null;
  const editing: Editing = {
    draft,
    version,
    change: (change) => changeTemplateDraft(draft.id, (before) => ({ ...before, ...change, isParked: false })),
    changeVersion: (change) => {
      if (change.language !== undefined) setLanguage(change.language);
      changeTemplateDraft(draft.id, (before) => ({
        ...before,
        isParked: false,
        versions: before.versions.map((each) => (each.language === version.language ? { ...each, ...change } : each)),
      }));
    },
    findingsAt: (place) => (findings.get(version.language) ?? []).filter((each) => each.place === place),
    fix: (finding) => {
      changeTemplateDraft(draft.id, (before) => {
        const own = before.versions.find((each) => each.language === version.language) ?? version;
        return withMetaDraft(before, own.language, applyFix(metaDraftOf(before, own), finding.fix ?? noFix));
      });
    },
  };
  return (
    <div className={styles.editor}>
      <Head draft={draft} findings={findings} onShow={setLanguage} />
      <div className={styles.columns}>
        <form
          className={styles.form}
          aria-label={t('templateEditor.form')}
          onSubmit={(event) => event.preventDefault()}
        >
          <EditRulesBanner draft={draft} />
          <Basics editing={editing} />
          <Languages editing={editing} findings={findings} onShow={setLanguage} />
          <Findings findings={editing.findingsAt('language')} onFix={editing.fix} />
          <Content editing={editing} key={version.language} />
          <Findings findings={editing.findingsAt('whole')} onFix={editing.fix} />
        </form>
        <Phones draft={draft} language={version.language} onShow={setLanguage} />
      </div>
    </div>
  );
}

const noFix = { label: '', path: 'name', value: undefined };

export type Placed = LintFinding & { place: Place };
export type FindingsByLanguage = ReadonlyMap<string, readonly Placed[]>;

function lintAll(draft: TemplateDraft): FindingsByLanguage {
  return new Map(
    draft.versions.map((version) => {
      const meta = metaDraftOf(draft, version);
      return [
        version.language,
        lintTemplate(meta).map((finding) => ({ ...finding, place: placeOf(finding, meta.components) })),
      ];
    }),
  );
}

interface HeadProps {
  draft: TemplateDraft;
  findings: FindingsByLanguage;
  onShow: (language: string) => void;
}

function Head({ draft, findings, onShow }: HeadProps) {
  const isOnline = useConnection((state) => state.connection?.backend.state === 'ok');
  const accounts = useAccounts();
  const template = useTemplates(({ templates }) => templates.find(({ id }) => id === draft.templateId) ?? null);
  const { refusal } = useEditRules(draft);
  const errors = [...findings].map(([language, all]) => ({
    language,
    count: all.filter(({ severity }) => severity === 'error').length,
  }));
  const holes = errors.reduce((sum, { count }) => sum + count, 0);
  const submit = useAction(async () => {
    const first = errors.find(({ count }) => count > 0);
    if (first !== undefined) return onShow(first.language);
    const done = await submitDraft(draft, template);
    if (done === 'parked') return void showToast({ kind: 'warning', text: t('templateEditor.parked') });
    const wabaId = accounts.find(({ id }) => id === draft.accountId)?.wabaId ?? template?.wabaId ?? '';
    showToast({ kind: 'info', text: t('templateEditor.submitted', { name: draft.name }) });
    openTemplate(keyOfGroup({ wabaId, name: draft.name }), draft.versions[0]?.language ?? null);
  });
  const discard = () => {
    dropTemplateDraft(draft.id);
    openDraft(null);
    const undo = () => {
      addTemplateDraft(draft);
      openDraft(draft.id);
    };
    showToast({ kind: 'info', text: t('templateEditor.discarded'), action: { label: t('action.undo'), run: undo } });
  };
  return (
    <header className={styles.head}>
      <div className={styles.headLine}>
        <IconButton
          label={t('templateEditor.back')}
          icon={ArrowLeft}
          shortcut="Escape"
          onClick={() => openDraft(null)}
        />
        <h2 className={styles.title}>
          {draft.templateId === null ? t('templateEditor.new') : t('templateEditor.edit', { name: draft.name })}
        </h2>
        <p className={styles.state} role="status" data-ready={holes === 0}>
          {holes === 0 ? t('templateEditor.ready') : t('templateEditor.holes', { count: holes })}
        </p>
        <IconButton label={t('templateEditor.discard')} icon={Trash2} onClick={discard} />
        <Button
          kind="primary"
          icon={SendHorizontal}
          busy={submit.busy}
          disabled={holes > 0 || refusal !== null}
          onClick={() => void submit.run()}
        >
          {t(isOnline ? 'templateEditor.submit' : 'templateEditor.park')}
        </Button>
      </div>
      {draft.isParked && (
        <Banner tone="info">{t(isOnline ? 'templateEditor.parkedOnline' : 'templateEditor.parked')}</Banner>
      )}
      {submit.error !== null && <Banner tone="danger">{describeError(submit.error)}</Banner>}
    </header>
  );
}

const schemes = ['light', 'dark'] as const;
const noValues = {};

/** Every language as on the phone, the one at hand first. */
function Phones({
  draft,
  language,
  onShow,
}: {
  draft: TemplateDraft;
  language: string;
  onShow: (language: string) => void;
}) {
  const [scheme, setScheme] = useState<(typeof schemes)[number]>('light');
  const accounts = useAccounts();
  const account = accounts.find(({ id }) => id === draft.accountId) ?? null;
  const from = account ?? { name: t('templateEditor.yourName'), displayPhoneNumber: '' };
  const sorted = draft.versions.toSorted((a, b) => Number(b.language === language) - Number(a.language === language));
  return (
    <aside className={styles.phones} aria-label={t('templates.preview')}>
      <Segmented
        label={t('templateLibrary.phoneLook')}
        value={scheme}
        options={schemes.map((value) => ({ value, label: t(`templateLibrary.phone.${value}`) }))}
        onChange={setScheme}
      />
      {sorted.map((version) => (
        <figure key={version.language} className={styles.phone}>
          {draft.versions.length > 1 && (
            <figcaption>
              <button type="button" className={styles.caption} onClick={() => onShow(version.language)}>
                {nameOfLanguage(version.language)}
              </button>
            </figcaption>
          )}
          <TemplatePreview
            definition={readDefinition(definitionSource(draft, version))}
            values={version.header.mediaId === null ? noValues : { header: { id: version.header.mediaId } }}
            from={from}
            scheme={scheme}
          />
        </figure>
      ))}
    </aside>
  );
}

function definitionSource(draft: TemplateDraft, version: DraftVersion) {
  const { name, language, category, components } = metaDraftOf(draft, version);
  return { name, language, category, parameterFormat: draft.parameterFormat, components };
}
