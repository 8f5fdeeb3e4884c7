import { useSettings } from '../../entities/settings.ts';
import { t } from '../../i18n/i18n.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { Switch } from '../../ui/switch.tsx';
import { Group, PageHead, Row } from '../../ui/page.tsx';
import { change } from './change.ts';

/** How Parley behaves on this computer. */
export function GeneralSection() {
  const settings = useSettings();
  return (
    <>
      <PageHead title={t('settings.section.general')} lead={t('settings.generalLead')} />
      <Group title={t('settings.language')}>
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
    </>
  );
}
