import type { Account } from '#shared/account.ts';
import type { NotificationSettings, NotificationSound } from '#shared/notification-settings.ts';
import { useAccounts } from '../../entities/directory.ts';
import { playSound } from '../../entities/notification-sound.ts';
import { useSettings } from '../../entities/settings.ts';
import { locale, t } from '../../i18n/i18n.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { Switch } from '../../ui/switch.tsx';
import { Name } from '../../ui/user-text.tsx';
import { Group, Row } from '../../ui/page.tsx';
import { change } from './change.ts';
import page from '../../ui/page.module.css';
import own from './notifications-section.module.css';

const sounds = ['system', 'chime', 'knock', 'bell', 'none'] as const;
const events = ['message', 'mention', 'assignment', 'reminder'] as const;
const reminders = [0, 5, 15, 30, 60] as const;

/** What may interrupt the person, when, and how loudly. */
export function NotificationsSection() {
  const notifications = useSettings((settings) => settings.notifications);
  const set = (patch: Partial<NotificationSettings>) => change({ notifications: { ...notifications, ...patch } });
  const { doNotDisturb, quietHours } = notifications;
  return (
    <>
      <header>
        <h3 className={page.pageTitle}>{t('settings.section.notifications')}</h3>
        <p className={page.lead}>{t('settings.notificationsLead')}</p>
      </header>
      <Group title={t('settings.notifications')}>
        <Row label={t('settings.notify')} note={t('settings.notifyNote')}>
          <Switch
            label={t('settings.notify')}
            checked={notifications.enabled}
            onChange={(enabled) => set({ enabled })}
          />
        </Row>
        <Row label={t('settings.privacy')} note={t('settings.privacyNote')}>
          <Segmented
            label={t('settings.privacy')}
            value={notifications.privacy}
            onChange={(privacy) => set({ privacy })}
            options={[
              { value: 'full', label: t('settings.privacyFull') },
              { value: 'name', label: t('settings.privacyName') },
              { value: 'none', label: t('settings.privacyNone') },
            ]}
          />
        </Row>
      </Group>
      <Group title={t('settings.quiet')}>
        <Row label={t('settings.doNotDisturb')} note={t('settings.doNotDisturbNote')}>
          <Switch
            label={t('settings.doNotDisturb')}
            checked={doNotDisturb.on}
            onChange={(on) => set({ doNotDisturb: { on, until: null } })}
          />
        </Row>
        <Row label={t('settings.quietHours')} note={t('settings.quietHoursNote')}>
          <Switch
            label={t('settings.quietHours')}
            checked={quietHours.on}
            onChange={(on) => set({ quietHours: { ...quietHours, on } })}
          />
        </Row>
        {quietHours.on && <QuietHours hours={quietHours} onChange={(hours) => set({ quietHours: hours })} />}
        <Row label={t('settings.urgentAlways')} note={t('settings.urgentAlwaysNote')}>
          <Switch
            label={t('settings.urgentAlways')}
            checked={notifications.urgentAlways}
            onChange={(urgentAlways) => set({ urgentAlways })}
          />
        </Row>
      </Group>
      <Group title={t('settings.reminders')}>
        <Row label={t('settings.remindAfter')} note={t('settings.remindAfterNote')}>
          <Segmented
            label={t('settings.remindAfter')}
            value={notifications.remindAfterMinutes}
            onChange={(remindAfterMinutes) => set({ remindAfterMinutes })}
            options={reminders.map((value) => ({
              value,
              label: value === 0 ? t('settings.never') : t('settings.minutes', { count: value }),
            }))}
          />
        </Row>
        <Row label={t('settings.remindClosing')} note={t('settings.remindClosingNote')}>
          <Switch
            label={t('settings.remindClosing')}
            checked={notifications.remindBeforeClosing}
            onChange={(remindBeforeClosing) => set({ remindBeforeClosing })}
          />
        </Row>
      </Group>
      <Group title={t('settings.sounds')}>
        {events.map((event) => (
          <Row key={event} label={t(`settings.soundOf.${event}`)}>
            <SoundChoice
              label={t(`settings.soundOf.${event}`)}
              value={notifications.sounds[event]}
              onChange={(sound) => set({ sounds: { ...notifications.sounds, [event]: sound } })}
            />
          </Row>
        ))}
      </Group>
      <Numbers accounts={notifications.accounts} onChange={(accounts) => set({ accounts })} />
    </>
  );
}

interface QuietHoursProps {
  hours: NotificationSettings['quietHours'];
  onChange: (hours: NotificationSettings['quietHours']) => void;
}

function QuietHours({ hours, onChange }: QuietHoursProps) {
  const setTime = (which: 'from' | 'to', text: string) => {
    const minutes = toMinutes(text);
    if (minutes !== null) onChange({ ...hours, [which]: minutes });
  };
  const toggle = (day: number) =>
    onChange({
      ...hours,
      days: hours.days.includes(day) ? hours.days.filter((each) => each !== day) : [...hours.days, day],
    });
  return (
    <div className={own.hours}>
      <div className={own.days} role="group" aria-label={t('settings.quietDays')}>
        {[1, 2, 3, 4, 5, 6, 0].map((day) => (
          <button
            key={day}
            type="button"
            className={own.day}
            aria-pressed={hours.days.includes(day)}
            aria-label={dayName(day, 'long')}
            onClick={() => toggle(day)}
          >
            {dayName(day, 'short')}
          </button>
        ))}
      </div>
      <div className={own.times}>
        {(['from', 'to'] as const).map((which) => (
          <label key={which} className={own.time}>
            {t(`settings.${which}`)}
            <input type="time" value={toTime(hours[which])} onChange={(event) => setTime(which, event.target.value)} />
          </label>
        ))}
      </div>
    </div>
  );
}

interface SoundChoiceProps {
  label: string;
  value: NotificationSound;
  onChange: (sound: NotificationSound) => void;
}

/** Choosing one plays it. */
function SoundChoice({ label, value, onChange }: SoundChoiceProps) {
  return (
    <Segmented
      label={label}
      value={value}
      onChange={(sound) => {
        if (sound !== 'system') playSound(sound);
        onChange(sound);
      }}
      options={sounds.map((sound) => ({ value: sound, label: t(`settings.sound.${sound}`) }))}
    />
  );
}

interface NumbersProps {
  accounts: NotificationSettings['accounts'];
  onChange: (accounts: NotificationSettings['accounts']) => void;
}

/** With one number there is nothing to tell apart. */
function Numbers({ accounts, onChange }: NumbersProps) {
  const all = useAccounts();
  if (all.length < 2) return null;
  const of = ({ id }: Account) => accounts[id] ?? { muted: false, sound: null };
  return (
    <Group title={t('settings.numbers')}>
      {all.map((account) => (
        <Row key={account.id} label={<Name text={account.name} />}>
          <Segmented
            label={t('settings.soundOfNumber', { name: account.name })}
            value={of(account).muted ? 'muted' : (of(account).sound ?? 'event')}
            onChange={(value) => {
              const sound = value === 'muted' || value === 'event' ? null : value;
              onChange({ ...accounts, [account.id]: { muted: value === 'muted', sound } });
            }}
            options={[
              { value: 'event', label: t('settings.asAbove') },
              ...(['chime', 'knock', 'bell'] as const).map((value) => ({ value, label: t(`settings.sound.${value}`) })),
              { value: 'muted', label: t('settings.muted') },
            ]}
          />
        </Row>
      ))}
    </Group>
  );
}

/** The 2nd of January 2000 was a Sunday. */
function dayName(day: number, weekday: 'short' | 'long'): string {
  return new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' }).format(Date.UTC(2000, 0, 2 + day));
}

function toTime(minutes: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function toMinutes(text: string): number | null {
  const [hours, minutes] = text.split(':').map(Number);
  return hours === undefined || minutes === undefined || Number.isNaN(hours + minutes) ? null : hours * 60 + minutes;
}
