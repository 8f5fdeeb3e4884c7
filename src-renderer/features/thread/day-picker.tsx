import { useState } from 'react';
import type { ConversationId } from '#shared/ids.ts';
import { serverNow } from '../../entities/clock.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { jumpToDay } from './jump.ts';
import { setDayPickerOpen, useThreadUi } from './thread-ui.ts';
import styles from './day-picker.module.css';

const day = 24 * 60 * 60_000;
const presets = [
  { key: 'yesterday', daysAgo: 1 },
  { key: 'week', daysAgo: 7 },
  { key: 'month', daysAgo: 30 },
] as const;

/** Goes to a day of the conversation. */
export function DayPicker({ conversationId, since }: { conversationId: ConversationId; since: number }) {
  const isOpen = useThreadUi((state) => state.isDayPickerOpen);
  const [typed, setTyped] = useState('');
  const go = (at: number) => {
    setDayPickerOpen(false);
    void jumpToDay(conversationId, at);
  };
  const today = new Date(serverNow()).setHours(0, 0, 0, 0);
  return (
    <Dialog open={isOpen} onClose={() => setDayPickerOpen(false)} title={t('day.title')} width="narrow">
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          const at = startOfDay(typed);
          if (at !== null) go(at);
        }}
      >
        <input
          className={styles.field}
          type="date"
          aria-label={t('day.field')}
          min={toField(since)}
          max={toField(today)}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button kind="primary" type="submit" disabled={startOfDay(typed) === null}>
          {t('day.go')}
        </Button>
      </form>
      <div className={styles.presets}>
        {presets.map(({ key, daysAgo }) => (
          <Button key={key} size="small" onClick={() => go(new Date(today - daysAgo * day).setHours(0, 0, 0, 0))}>
            {t(`day.${key}`)}
          </Button>
        ))}
        <Button size="small" onClick={() => go(0)}>
          {t('day.beginning')}
        </Button>
      </div>
    </Dialog>
  );
}

/** `2026-11-21` as this machine's midnight, epoch ms. */
function startOfDay(typed: string): number | null {
  const [year, month, dayOfMonth] = typed.split('-').map(Number);
  if (year === undefined || month === undefined || dayOfMonth === undefined || year < 2000) return null;
  return new Date(year, month - 1, dayOfMonth).getTime();
}

function toField(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
