import { zoomSteps } from '#shared/settings.ts';
import { useSettings } from '../../entities/settings.ts';
import { t } from '../../i18n/i18n.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { Group, PageHead, Row } from '../../ui/page.tsx';
import { change } from './change.ts';

/** How Parley looks on this computer. */
export function AppearanceSection() {
  const settings = useSettings();
  return (
    <>
      <PageHead title={t('settings.section.appearance')} lead={t('settings.appearanceLead')} />
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
        <Row label={t('settings.zoom')}>
          <Segmented
            label={t('settings.zoom')}
            value={settings.zoom}
            onChange={(zoom) => change({ zoom })}
            options={zoomSteps.map((value) => ({
              value: Number(value),
              label: t('settings.percent', { count: value }),
            }))}
          />
        </Row>
      </Group>
    </>
  );
}
