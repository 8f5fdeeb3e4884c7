import { useState, type ReactNode } from 'react';
import { Bell, Keyboard, LifeBuoy, MonitorCog, Smartphone, type LucideIcon } from 'lucide-react';
import { t } from '../../i18n/i18n.ts';
import { AboutSection } from './about-section.tsx';
import { AccountsSection } from './accounts-section.tsx';
import { DeviceSection } from './device-section.tsx';
import { NotificationsSection } from './notifications-section.tsx';
import styles from './settings.module.css';

type Section = 'device' | 'notifications' | 'keyboard' | 'accounts' | 'about';
const icons: Record<Section, LucideIcon> = {
  device: MonitorCog,
  notifications: Bell,
  keyboard: Keyboard,
  accounts: Smartphone,
  about: LifeBuoy,
};
const sections: readonly Section[] = ['device', 'notifications', 'keyboard', 'accounts', 'about'];

/** `keyboard`: the page of the keys; the commands are known to the app alone. `lock`: the rows of the lock. */
export function SettingsScreen({ keyboard, lock }: { keyboard: ReactNode; lock: ReactNode }) {
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
        <div className={styles.page}>
          {section === 'device' && <DeviceSection lock={lock} />}
          {section === 'notifications' && <NotificationsSection />}
          {section === 'keyboard' && keyboard}
          {section === 'accounts' && <AccountsSection />}
          {section === 'about' && <AboutSection />}
        </div>
      </div>
    </main>
  );
}
