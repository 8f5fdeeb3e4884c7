import { useState } from 'react';
import { MonitorCog, Smartphone, type LucideIcon } from 'lucide-react';
import { t } from '../../i18n/i18n.ts';
import { AccountsSection } from './accounts-section.tsx';
import { DeviceSection } from './device-section.tsx';
import styles from './settings.module.css';

type Section = 'device' | 'accounts';
const icons: Record<Section, LucideIcon> = { device: MonitorCog, accounts: Smartphone };
const sections: readonly Section[] = ['device', 'accounts'];

export function SettingsScreen() {
  const [section, setSection] = useState<Section>('device');
  return (
    <main className={styles.screen} data-pane="settings" aria-label={t('settings.title')}>
      <nav className={styles.nav} aria-label={t('settings.sections')}>
        <h2 className={styles.title}>{t('settings.title')}</h2>
        {sections.map((name) => {
          const Icon = icons[name];
          return (
            <button
              key={name}
              type="button"
              className={styles.link}
              aria-current={name === section ? 'page' : undefined}
              onClick={() => setSection(name)}
            >
              <Icon size={16} strokeWidth={1.5} aria-hidden="true" />
              {t(`settings.section.${name}`)}
            </button>
          );
        })}
      </nav>
      <div className={styles.scroller}>
        <div className={styles.page}>{section === 'device' ? <DeviceSection /> : <AccountsSection />}</div>
      </div>
    </main>
  );
}
