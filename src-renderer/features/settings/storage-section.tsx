import { useSettings } from '../../entities/settings.ts';
import { t } from '../../i18n/i18n.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { Group, PageHead, Row } from '../../ui/page.tsx';
import { change } from './change.ts';

/** What this computer keeps. */
export function StorageSection() {
  const settings = useSettings();
  return (
    <>
      <PageHead title={t('settings.section.storage')} lead={t('settings.storageLead')} />
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
