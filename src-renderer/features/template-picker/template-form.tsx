import { useId, useState } from 'react';
import { LayoutTemplate, TriangleAlert } from 'lucide-react';
import type { TemplateField } from '#shared/template/field.ts';
import { formOf } from '#shared/template/form.ts';
import type { FieldError } from '#shared/template/read-values.ts';
import type { TemplateValues } from '#shared/template/value.ts';
import { t } from '../../i18n/i18n.ts';
import { wordsOfStanding } from '../../ui/template-standing.ts';
import { inOurWords } from '../../i18n/sentences.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Name } from '../../ui/user-text.tsx';
import type { Offered } from './offered-templates.ts';
import { FieldInput, type KnownValues } from '../../ui/template-field.tsx';
import type { PickFile } from '../../ui/template-file.tsx';
import styles from './template-form.module.css';

interface TemplateFormProps {
  offered: Offered;
  values: TemplateValues;
  errors: readonly FieldError[];
  /** Also empty fields are marked: somebody has tried to send. */
  showsMissing: boolean;
  known: KnownValues;
  pickFile: PickFile;
  onChange: (key: string, value: unknown) => void;
}

/** One field for each variable of the template, what may stay empty behind a fold. */
export function TemplateForm({ offered, values, errors, showsMissing, known, pickFile, onChange }: TemplateFormProps) {
  const { template, definition, problem } = offered;
  const form = formOf(definition);
  const { category, quality, warnings } = wordsOfStanding(template);
  const required = form.fields.filter((field) => field.required);
  const optional = form.fields.filter((field) => !field.required);
  const general = [...(problem === null ? [] : [problem]), ...form.problems].map(inOurWords);
  const wordsFor = (key: string): string | null => {
    const found = errors.find((each) => each.key === key);
    return found === undefined ? null : inOurWords(found.message);
  };
  const fieldOf = (field: TemplateField) => (
    <FieldInput
      key={field.key}
      field={field}
      value={values[field.key]}
      error={wordsFor(field.key)}
      showsMissing={showsMissing}
      known={known}
      pickFile={pickFile}
      onChange={(value) => onChange(field.key, value)}
    />
  );
  return (
    <div className={styles.scroll}>
      <h2 className={styles.title}>
        <Name text={template.name} />
      </h2>
      <p className={styles.about}>{quality === null ? category.label : `${category.label} · ${quality.label}`}</p>
      {[...general, ...warnings].map((text) => (
        <p key={text} className={styles.problem} role="alert" data-tone={general.includes(text) ? 'bad' : 'warning'}>
          <TriangleAlert size={16} strokeWidth={1.5} aria-hidden="true" />
          <span>{text}</span>
        </p>
      ))}
      {form.fields.length === 0 && general.length === 0 && <p className={styles.nothing}>{t('templates.noFields')}</p>}
      <div className={styles.fields}>{required.map(fieldOf)}</div>
      {optional.length > 0 && <Optional count={optional.length}>{optional.map(fieldOf)}</Optional>}
    </div>
  );
}

function Optional({ count, children }: { count: number; children: React.ReactNode }) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  return (
    <div className={styles.optional}>
      <button
        type="button"
        className={styles.fold}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
      >
        {t('templates.optional', { count })}
      </button>
      <div id={id} className={styles.fields} hidden={!isOpen}>
        {children}
      </div>
    </div>
  );
}

export function NothingChosen({ total }: { total: number }) {
  return (
    <EmptyState
      icon={LayoutTemplate}
      title={t('templates.nothingChosen')}
      text={total === 0 ? t('templates.none') : t('templates.chooseOne')}
    />
  );
}
