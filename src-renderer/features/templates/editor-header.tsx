import { useState } from 'react';
import { FileUp } from 'lucide-react';
import { draftHeaders } from '#shared/template-draft.ts';
import { lengthOf, variablesOf } from '#shared/template/variables.ts';
import { templateLimits } from '#shared/template/limits.ts';
import { actAdmin } from '../../entities/admin.ts';
import { pickTemplateFile } from '../../entities/template-files.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { Field } from '../../ui/field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Name } from '../../ui/user-text.tsx';
import { Left } from './editor-content.tsx';
import type { Editing } from './editor.tsx';
import { Findings } from './findings.tsx';
import styles from './editor.module.css';

/** What stands above the text. */
export function Header({ editing }: { editing: Editing }) {
  const { draft, version, changeVersion, findingsAt, fix } = editing;
  const { header } = version;
  const change = (next: Partial<typeof header>) => changeVersion({ header: { ...header, ...next } });
  const hasVariable = variablesOf(header.text, draft.parameterFormat === 'named' ? 'NAMED' : 'POSITIONAL').length > 0;
  return (
    <section className={styles.section} aria-label={t('templateEditor.header')}>
      <div className={styles.field}>
        <span className={styles.labelLine}>
          <span className={styles.label}>{t('templateEditor.header')}</span>
          {header.kind === 'text' && <Left length={lengthOf(header.text)} limit={templateLimits.header} />}
        </span>
        <Segmented
          label={t('templateEditor.header')}
          value={header.kind}
          options={draftHeaders.map((value) => ({ value, label: t(`templateEditor.headers.${value}`) }))}
          onChange={(kind) => change({ kind, handle: null, filename: null, mediaId: null })}
        />
      </div>
      {header.kind === 'text' && (
        <Field
          label={t('templateEditor.headerText')}
          dir="auto"
          value={header.text}
          onChange={(event) => change({ text: event.target.value })}
        />
      )}
      {header.kind === 'text' && hasVariable && (
        <Field
          label={t('templateEditor.headerSample')}
          dir="auto"
          value={header.sample}
          onChange={(event) => change({ sample: event.target.value })}
        />
      )}
      {(header.kind === 'image' || header.kind === 'video' || header.kind === 'document') && (
        <Sample editing={editing} kind={header.kind} />
      )}
      <Findings findings={findingsAt('header')} onFix={fix} />
    </section>
  );
}

const types = {
  image: ['image/jpeg', 'image/png'],
  video: ['video/mp4'],
  document: ['application/pdf'],
} as const;
const mostBytes = 16 * 1024 * 1024;

/** The file that the reviewers look at; what goes out later is chosen with each message. */
function Sample({ editing, kind }: { editing: Editing; kind: keyof typeof types }) {
  const { draft, version, changeVersion } = editing;
  const [problem, setProblem] = useState<string | null>(null);
  const upload = useAction(async () => {
    setProblem(null);
    if (draft.accountId === null) return setProblem(t('templateEditor.chooseAccount'));
    const file = await pickTemplateFile({ mediaKind: kind, maxBytes: mostBytes, types: types[kind] });
    if (file === null) return;
    if ('problem' in file) return setProblem(file.problem);
    const answer = await actAdmin('uploadTemplateSample', {
      body: { integrationId: draft.accountId, mediaId: file.mediaId },
    });
    if (answer === null) return;
    const { filename, mediaId } = file;
    changeVersion({ header: { ...version.header, handle: answer.data.handle, filename, mediaId } });
  });
  const said = problem ?? (upload.error === null ? null : describeError(upload.error));
  return (
    <div className={styles.field}>
      <div className={styles.line}>
        <Button icon={FileUp} busy={upload.busy} onClick={() => void upload.run()}>
          {t('templateEditor.chooseSample')}
        </Button>
        {version.header.filename !== null && <Name text={version.header.filename} />}
      </div>
      <span className={styles.hint}>{t('templateEditor.sampleHint')}</span>
      {said !== null && (
        <span className={styles.problem} role="alert">
          {said}
        </span>
      )}
    </div>
  );
}
