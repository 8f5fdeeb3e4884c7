import { Plus, X } from 'lucide-react';
import { templateLanguages } from '#shared/template/languages.ts';
import { t } from '../../i18n/i18n.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { nameOfLanguage } from '../../ui/language-name.ts';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import type { Editing, FindingsByLanguage } from './editor.tsx';
import styles from './editor.module.css';

interface LanguagesProps {
  editing: Editing;
  findings: FindingsByLanguage;
  onShow: (language: string) => void;
}

/** The languages it is written in; each has its own words. */
export function Languages({ editing, findings, onShow }: LanguagesProps) {
  const { draft, version, change, changeVersion } = editing;
  const used = new Set(draft.versions.map(({ language }) => language));
  const free = [...templateLanguages]
    .filter((language) => !used.has(language))
    .map((language) => ({ language, name: nameOfLanguage(language) }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  const items = (choose: (language: string) => void) =>
    free.map(({ language, name }) => (
      <MenuItem key={language} onSelect={() => choose(language)}>
        {name}
      </MenuItem>
    ));
  const isNew = draft.templateId === null;
  const hasErrors = (language: string) => (findings.get(language) ?? []).some(({ severity }) => severity === 'error');
  return (
    <div className={styles.languages}>
      {draft.versions.length > 1 ? (
        <Segmented
          label={t('templates.language')}
          value={version.language}
          options={draft.versions.map(({ language }) => ({
            value: language,
            label: (
              <>
                {nameOfLanguage(language)}
                {hasErrors(language) && <span className={styles.mark} title={t('templateEditor.hasErrors')} />}
              </>
            ),
          }))}
          onChange={onShow}
        />
      ) : isNew ? (
        <Menu trigger={<Button size="small">{nameOfLanguage(version.language)}</Button>}>
          {items((language) => changeVersion({ language }))}
        </Menu>
      ) : (
        <span className={styles.label}>{nameOfLanguage(version.language)}</span>
      )}
      {isNew && (
        <Menu
          trigger={
            <Button size="small" kind="quiet" icon={Plus}>
              {t('templateEditor.addLanguage')}
            </Button>
          }
        >
          {items((language) => {
            // The other one's words are there to be translated.
            change({ versions: [...draft.versions, { ...version, language }] });
            onShow(language);
          })}
        </Menu>
      )}
      {draft.versions.length > 1 && (
        <IconButton
          label={t('templateEditor.removeLanguage', { language: nameOfLanguage(version.language) })}
          icon={X}
          onClick={() => change({ versions: draft.versions.filter((each) => each !== version) })}
        />
      )}
    </div>
  );
}
