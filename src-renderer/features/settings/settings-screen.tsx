import { useState, type ReactNode } from 'react';
import {
  Bell,
  HardDrive,
  Keyboard,
  LifeBuoy,
  ListFilter,
  LockKeyhole,
  MonitorCog,
  Palette,
  PenLine,
  Smartphone,
  Tags,
  UserRound,
  Zap,
  type LucideIcon,
} from 'lucide-react';
import { t } from '../../i18n/i18n.ts';
import { AboutSection } from './about-section.tsx';
import { AccountsSection } from './accounts-section.tsx';
import { AppearanceSection } from './appearance-section.tsx';
import { ComposerSection } from './composer-section.tsx';
import { GeneralSection } from './general-section.tsx';
import { LabelsSection } from './labels-section.tsx';
import { NotificationsSection } from './notifications-section.tsx';
import { PrivacySection } from './privacy-section.tsx';
import { PageHead } from '../../ui/page.tsx';
import { SectionScreen } from '../../ui/section-screen.tsx';
import { StorageSection } from './storage-section.tsx';
import { ViewsSection } from './views-section.tsx';
import styles from './settings.module.css';

const icons = {
  ownAccount: UserRound,
  general: MonitorCog,
  appearance: Palette,
  composer: PenLine,
  notifications: Bell,
  keyboard: Keyboard,
  privacy: LockKeyhole,
  storage: HardDrive,
  labels: Tags,
  views: ListFilter,
  quickReplies: Zap,
  accounts: Smartphone,
  about: LifeBuoy,
} satisfies Record<string, LucideIcon>;
type Section = keyof typeof icons;

const groups: readonly { name: 'device' | 'team' | 'you'; sections: readonly Section[] }[] = [
  {
    name: 'device',
    sections: ['general', 'appearance', 'composer', 'notifications', 'keyboard', 'privacy', 'storage', 'about'],
  },
  { name: 'you', sections: ['ownAccount'] },
  { name: 'team', sections: ['labels', 'views', 'quickReplies', 'accounts'] },
];

interface SettingsScreenProps {
  /** The page of the keys; the commands are known to the app alone. */
  keyboard: ReactNode;
  /** The rows of the lock. */
  lock: ReactNode;
  quickReplies: ReactNode;
  /** One's own sign-in. */
  ownAccount: ReactNode;
  /** Back to the inbox. */
  onLeave: () => void;
}

/** A list of sections, a page for each. */
export function SettingsScreen({ keyboard, lock, quickReplies, ownAccount, onLeave }: SettingsScreenProps) {
  const [section, setSection] = useState<Section>('general');
  const pages: Record<Section, ReactNode> = {
    ownAccount,
    general: <GeneralSection />,
    appearance: <AppearanceSection />,
    composer: <ComposerSection />,
    notifications: <NotificationsSection />,
    keyboard: keyboard,
    privacy: <PrivacySection lock={lock} />,
    storage: <StorageSection />,
    about: <AboutSection />,
    labels: <LabelsSection />,
    views: <ViewsSection onLeave={onLeave} />,
    quickReplies: (
      <>
        <PageHead title={t('quickReplies.title')} lead={t('quickReplies.emptyText')} />
        <div className={styles.embedded}>{quickReplies}</div>
      </>
    ),
    accounts: <AccountsSection />,
  };
  return (
    <SectionScreen
      pane="settings"
      title={t('settings.title')}
      listLabel={t('settings.sections')}
      groups={groups.map(({ name, sections }) => ({
        title: t(`settings.group.${name}`),
        sections: sections.map((id) => ({ id, label: t(`settings.section.${id}`), icon: icons[id] })),
      }))}
      section={section}
      onSelect={setSection}
    >
      {pages[section]}
    </SectionScreen>
  );
}
