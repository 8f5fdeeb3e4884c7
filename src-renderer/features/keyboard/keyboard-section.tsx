import { useCallback, useState } from 'react';
import { conflictsOf, type KeyChoices, rebind, restore } from '../../entities/keymap.ts';
import { changeSettings, useSettings } from '../../entities/settings.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { Field } from '../../ui/field.tsx';
import { Keys } from '../../ui/keys.tsx';
import { PageHead } from '../../ui/page.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { showToast } from '../../ui/toasts.ts';
import page from '../../ui/page.module.css';
import { RecordKeys } from './record-keys.tsx';
import styles from './keyboard.module.css';

export interface KeyedCommand {
  id: string;
  label: string;
  keys: readonly string[];
}
export interface KeyedGroup {
  title: string;
  commands: readonly KeyedCommand[];
}

/** Every command with its keys: a preset to begin from, and own keys for each. */
export function KeyboardSection({ groups }: { groups: readonly KeyedGroup[] }) {
  const choices = useSettings((settings) => settings.keys);
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLocaleLowerCase();
  const shown = groups
    .map((group) => ({
      ...group,
      commands: group.commands.filter(({ label }) => label.toLocaleLowerCase().includes(wanted)),
    }))
    .filter(({ commands }) => commands.length > 0);
  const isOwn = Object.keys(choices.own).length > 0;
  return (
    <>
      <PageHead title={t('keyboard.title')} lead={t('keyboard.lead')} />
      <div className={styles.bar}>
        <Segmented
          label={t('keyboard.preset')}
          value={choices.preset}
          onChange={(preset) => save({ ...choices, preset })}
          options={[
            { value: 'parley', label: 'Parley' },
            { value: 'gmail', label: 'Gmail' },
            { value: 'chatwoot', label: 'Chatwoot' },
          ]}
        />
        <Button size="small" disabled={!isOwn} onClick={() => save({ ...choices, own: {} })}>
          {t('keyboard.restoreAll')}
        </Button>
      </div>
      <Field label={t('keyboard.search')} value={search} onChange={(event) => setSearch(event.target.value)} />
      {shown.length === 0 && <p className={page.lead}>{t('keyboard.none', { text: search })}</p>}
      {shown.map((group) => (
        <section key={group.title} aria-label={group.title}>
          <h4 className={page.groupTitle}>{group.title}</h4>
          <ul className={page.card}>
            {group.commands.map((command) => (
              <CommandKeys
                key={command.id}
                command={command}
                all={groups.flatMap(({ commands }) => commands)}
                choices={choices}
              />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

interface CommandKeysProps {
  command: KeyedCommand;
  all: readonly KeyedCommand[];
  choices: KeyChoices;
}

function CommandKeys({ command, all, choices }: CommandKeysProps) {
  const [isRecording, setRecording] = useState(false);
  const [asked, setAsked] = useState<string | null>(null);
  const stop = useCallback(() => setRecording(false), []);
  const { id, label } = command;
  const give = (keys: string) => {
    setAsked(null);
    save(rebind(choices, all, id, keys));
  };
  const heard = (keys: string) => {
    setRecording(false);
    if (conflictsOf(all, id, keys).length === 0) give(keys);
    else setAsked(keys);
  };
  return (
    <li className={styles.line} aria-label={label}>
      <span className={styles.label}>{label}</span>
      {isRecording ? (
        <RecordKeys onKeys={heard} onCancel={stop} />
      ) : (
        <span className={styles.caps}>
          {command.keys.length === 0
            ? t('keyboard.noKeys')
            : command.keys.map((keys) => <Keys key={keys} shortcut={keys} />)}
        </span>
      )}
      <span className={styles.acts}>
        <Button size="small" onClick={() => setRecording(!isRecording)}>
          {t(isRecording ? 'keyboard.cancel' : 'keyboard.change')}
        </Button>
        {id in choices.own && (
          <Button size="small" onClick={() => save(restore(choices, id))}>
            {t('keyboard.restore')}
          </Button>
        )}
      </span>
      {asked !== null && (
        <p role="alert" className={styles.clash}>
          <span>
            <Keys shortcut={asked} />{' '}
            {t('keyboard.taken', {
              names: conflictsOf(all, id, asked)
                .map((other) => other.label)
                .join(', '),
            })}
          </span>
          <Button size="small" onClick={() => give(asked)}>
            {t('keyboard.takeOver')}
          </Button>
          <Button size="small" onClick={() => setAsked(null)}>
            {t('keyboard.cancel')}
          </Button>
        </p>
      )}
    </li>
  );
}

function save(keys: KeyChoices): void {
  changeSettings({ keys }).catch((error: unknown) => showToast({ kind: 'warning', text: describeError(error) }));
}
