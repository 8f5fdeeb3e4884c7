import type { ReactNode } from 'react';
import { useSettings } from '../../entities/settings.ts';
import { t } from '../../i18n/i18n.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { isMac } from '../../ui/shortcut.ts';
import { Switch } from '../../ui/switch.tsx';
import { change, Group, Row } from './settings-parts.tsx';
import styles from './settings.module.css';

/** How Parley looks and behaves on this computer; nothing of it leaves it. */
export function DeviceSection({ lock }: { lock: ReactNode }) {
  const settings = useSettings();
  return (
    <>
      <header className={styles.head}>
        <h3 className={styles.pageTitle}>{t('settings.section.device')}</h3>
        <p className={styles.lead}>{t('settings.deviceLead')}</p>
      </header>
      <Group title={t('settings.look')}>
        <Row label={t('settings.theme')} note={t('settings.themeNote')}>
          <Segmented
            label={t('settings.theme')}
            value={settings.theme}
            onChange={(theme) => change({ theme })}
            options={[
              { value: 'system', label: t('settings.themeSystem') },
              { value: 'light', label: t('settings.themeLight') },
              { value: 'dark', label: t('settings.themeDark') },
            ]}
          />
        </Row>
        <Row label={t('settings.language')} note={t('settings.languageNote')}>
          <Segmented
            label={t('settings.language')}
            value={settings.language}
            onChange={(language) => change({ language })}
            options={[
              { value: 'system', label: t('settings.themeSystem') },
              // Each in its own words: whoever lost their way finds their own.
              { value: 'en', label: 'English' },
              { value: 'de', label: 'Deutsch' },
              { value: 'ar', label: 'العربية' },
            ]}
          />
        </Row>
        <Row label={t('settings.density')}>
          <Segmented
            label={t('settings.density')}
            value={settings.density}
            onChange={(density) => change({ density })}
            options={[
              { value: 'comfortable', label: t('settings.comfortable') },
              { value: 'compact', label: t('settings.compact') },
            ]}
          />
        </Row>
      </Group>
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
      </Group>
      <Group title={t('settings.background')}>
        <Row label={t('settings.keepRunning')} note={t('settings.keepRunningNote')}>
          <Switch
            label={t('settings.keepRunning')}
            checked={settings.background.keepRunning}
            onChange={(keepRunning) => change({ background: { ...settings.background, keepRunning } })}
          />
        </Row>
        <Row label={t('settings.launchAtLogin')} note={t('settings.launchAtLoginNote')}>
          <Switch
            label={t('settings.launchAtLogin')}
            checked={settings.background.launchAtLogin}
            onChange={(launchAtLogin) => change({ background: { ...settings.background, launchAtLogin } })}
          />
        </Row>
      </Group>
      <Group title={t('lock.group')}>{lock}</Group>
      <Group title={t('settings.storage')}>
        <Row label={t('settings.retention')} note={t('settings.retentionNote')}>
          <Segmented
            label={t('settings.retention')}
            value={settings.retentionDays}
            onChange={(retentionDays) => change({ retentionDays })}
            options={[30, 90, 180, 365].map((count) => ({ value: count, label: t('settings.days', { count }) }))}
          />
        </Row>
      </Group>
    </>
  );
}
