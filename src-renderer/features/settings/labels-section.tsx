import { useState } from 'react';
import { Tag, Trash2 } from 'lucide-react';
import { foldText } from '#shared/fold-text.ts';
import { Label } from '#shared/library.ts';
import { useCan } from '../../entities/directory.ts';
import { createLabel } from '../../entities/labels.ts';
import { itemsOf, removeItem, saveItem, useLibrary, type ItemOf } from '../../entities/library.ts';
import { guarded } from '../../entities/triage.ts';
import { t } from '../../i18n/i18n.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Field } from '../../ui/field.tsx';
import { LabelChip, LabelDot } from '../../ui/label-chip.tsx';
import { visibleName } from '../../ui/text-hygiene.ts';
import { PageHead } from '../../ui/page.tsx';
import page from '../../ui/page.module.css';
import styles from './settings.module.css';

type LabelItem = ItemOf<'label'>;

/** The team's labels and one's own, each in its colour. */
export function LabelsSection() {
  const labels = itemsOf(useLibrary(), 'label').toSorted((a, b) => a.content.name.localeCompare(b.content.name));
  const mayWrite = useCan('library.write');
  return (
    <>
      <PageHead title={t('settings.section.labels')} lead={t('settings.labelsLead')} />
      {mayWrite && <NewLabel labels={labels} />}
      {labels.length === 0 ? (
        <EmptyState icon={Tag} title={t('settings.noLabels')} text={t('settings.noLabelsText')} />
      ) : (
        <ul className={page.card}>
          {labels.map((item) => (
            <LabelRow key={item.id} item={item} />
          ))}
        </ul>
      )}
    </>
  );
}

function NewLabel({ labels }: { labels: readonly LabelItem[] }) {
  const [name, setName] = useState('');
  const parsed = Label.shape.name.safeParse(name.trim());
  const isTaken = labels.some(({ content }) => foldText(content.name) === foldText(name.trim()));
  return (
    <form
      className={styles.newItem}
      aria-label={t('settings.labelNew')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!parsed.success || isTaken) return;
        setName('');
        void guarded(() => createLabel(parsed.data));
      }}
    >
      <Field
        label={t('settings.labelName')}
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={isTaken ? t('settings.labelTaken') : null}
      />
      <Button kind="primary" type="submit" disabled={!parsed.success || isTaken}>
        {t('settings.labelAdd')}
      </Button>
    </form>
  );
}

function LabelRow({ item }: { item: LabelItem }) {
  const { content, ownerId, version } = item;
  const mayShare = useCan('library.share');
  const mayWrite = useCan('library.write');
  const mayChange = mayWrite && (ownerId !== null || mayShare);
  const name = visibleName(content.name);
  const paint = (color: LabelItem['content']['color']) =>
    void guarded(() =>
      saveItem({
        itemId: item.id,
        expected: version,
        shared: ownerId === null,
        content: { ...content, color },
        base: content,
      }).then(() => undefined),
    );
  return (
    <li className={page.row} aria-label={name}>
      <div className={page.rowText}>
        <LabelChip name={content.name} color={content.color} />
        <p className={page.rowNote}>{t(ownerId === null ? 'settings.team' : 'settings.mine')}</p>
      </div>
      {mayChange && (
        <>
          <div className={styles.colors} role="group" aria-label={t('settings.labelColor', { name })}>
            {Label.shape.color.options.map((color) => (
              <button
                key={color}
                type="button"
                className={styles.color}
                aria-label={t(`settings.labelColors.${color}`)}
                title={t(`settings.labelColors.${color}`)}
                aria-pressed={color === content.color}
                onClick={() => paint(color)}
              >
                <LabelDot color={color} />
              </button>
            ))}
          </div>
          <IconButton
            label={t('settings.remove', { name })}
            icon={Trash2}
            onClick={() => removeItem(item, t('settings.removed', { name }))}
          />
        </>
      )}
    </li>
  );
}
