import { useSettings } from '../../entities/settings.ts';
import { t } from '../../i18n/i18n.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { isMac } from '../../ui/shortcut.ts';
import { SpellingRow } from './spelling-row.tsx';
import { Group, PageHead, Row } from '../../ui/page.tsx';
import { change } from './change.ts';

/** What happens while one writes, and when one sends. */
export function ComposerSection() {
  const settings = useSettings();
  return (
    <>
      <PageHead title={t('settings.section.composer')} lead={t('settings.composerLead')} />
      <Group title={t('settings.writing')}>
        <Row label={t('settings.sendWith')} note={t('settings.sendWithNote')}>
          <Segmented
            label={t('settings.sendWith')}
            value={settings.sendWith}
            onChange={(sendWith) => change({ sendWith })}
            options={[
              { value: 'enter', label: t('settings.enter') },
              { value: 'mod+enter', label: t('settings.modEnter', { key: isMac ? '⌘' : 'Ctrl' }) },
            ]}
          />
        </Row>
        <Row label={t('settings.undoSend')} note={t('settings.undoSendNote')}>
          <Segmented
            label={t('settings.undoSend')}
            value={settings.undoSendSeconds}
            onChange={(undoSendSeconds) => change({ undoSendSeconds })}
            options={[
              { value: 0, label: t('settings.off') },
              { value: 5, label: t('settings.seconds', { count: 5 }) },
              { value: 10, label: t('settings.seconds', { count: 10 }) },
              { value: 15, label: t('settings.seconds', { count: 15 }) },
            ]}
          />
        </Row>
        <SpellingRow />
      </Group>
    </>
  );
}
