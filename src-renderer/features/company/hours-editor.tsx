import { useState } from 'react';
import { CalendarPlus, Globe2, Plus, X } from 'lucide-react';
import type { BusinessHours, Span } from '#shared/business-hours.ts';
import { foldText } from '#shared/fold-text.ts';
import { t } from '../../i18n/i18n.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Picker } from '../../ui/picker.tsx';
import { Switch } from '../../ui/switch.tsx';
import page from '../../ui/page.module.css';
import { fromClock, placeOf, toClock, weekdayName } from './describe-hours.ts';
import styles from './company.module.css';

interface HoursEditorProps {
  hours: BusinessHours;
  onChange: (hours: BusinessHours) => void;
}

const usual: Span = { from: 9 * 60, to: 17 * 60 };
const offered = 60;

/** A week by the clock of one place, and the days that are not like it. */
export function HoursEditor({ hours, onChange }: HoursEditorProps) {
  const setDay = (day: number, spans: Span[]) => onChange({ ...hours, week: hours.week.with(day, spans) });
  return (
    <>
      <ZoneRow timeZone={hours.timeZone} onChange={(timeZone) => onChange({ ...hours, timeZone })} />
      <ul aria-label={t('company.week')}>
        {hours.week.map((spans, day) => (
          // A week has seven days, in this order.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={day} className={styles.day} aria-label={weekdayName(day)}>
            <Switch
              label={t('company.openOn', { day: weekdayName(day) })}
              checked={spans.length > 0}
              onChange={(open) => setDay(day, open ? [usual] : [])}
            />
            <span className={styles.dayName}>{weekdayName(day)}</span>
            <Spans name={weekdayName(day)} spans={spans} onChange={(next) => setDay(day, next)} />
          </li>
        ))}
      </ul>
      <Holidays hours={hours} onChange={onChange} />
    </>
  );
}

function ZoneRow({ timeZone, onChange }: { timeZone: string; onChange: (timeZone: string) => void }) {
  const [isPicking, setIsPicking] = useState(false);
  return (
    <div className={page.row}>
      <div className={page.rowText}>
        <p className={page.rowLabel}>{t('company.timeZone')}</p>
        <p className={page.rowNote}>{t('company.timeZoneNote')}</p>
      </div>
      <Button icon={Globe2} onClick={() => setIsPicking(true)}>
        {placeOf(timeZone)}
      </Button>
      <Picker
        open={isPicking}
        title={t('company.timeZone')}
        hint={t('company.timeZoneHint')}
        empty={t('company.noTimeZone')}
        onClose={() => setIsPicking(false)}
        itemsFor={(text) =>
          Intl.supportedValuesOf('timeZone')
            .filter((zone) => foldText(zone.replaceAll('_', ' ')).includes(foldText(text)))
            .slice(0, offered)
            .map((zone) => ({
              id: zone,
              label: placeOf(zone),
              detail: zone,
              isChecked: zone === timeZone,
              run: () => onChange(zone),
            }))
        }
      />
    </div>
  );
}

function Spans({ name, spans, onChange }: { name: string; spans: readonly Span[]; onChange: (spans: Span[]) => void }) {
  if (spans.length === 0) return <span className={styles.closed}>{t('company.closed')}</span>;
  const setSpan = (at: number, change: Partial<Span>) =>
    onChange(spans.map((span, index) => (index === at ? { ...span, ...change } : span)));
  const last = spans.at(-1) ?? usual;
  return (
    <div className={styles.spans}>
      {spans.map(({ from, to }, index) => (
        // Spans have no other name than their place.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className={styles.span}>
          <input
            type="time"
            required
            aria-label={t('company.from', { day: name })}
            className={styles.time}
            value={toClock(from)}
            onChange={(event) => setSpan(index, { from: fromClock(event.target.value) ?? from })}
          />
          <span aria-hidden="true">–</span>
          <input
            type="time"
            required
            aria-label={t('company.to', { day: name })}
            className={styles.time}
            value={toClock(to)}
            onChange={(event) => setSpan(index, { to: fromClock(event.target.value) || 1440 })}
          />
          {to <= from && <span className={styles.nextDay}>{t('company.nextDay')}</span>}
          {spans.length > 1 && (
            <IconButton
              label={t('company.removeSpan', { time: toClock(from) })}
              icon={X}
              onClick={() => onChange(spans.filter((_span, at) => at !== index))}
            />
          )}
        </div>
      ))}
      {spans.length < 4 && last.to > last.from && last.to < 1380 && (
        <IconButton
          label={t('company.addSpan', { day: name })}
          icon={Plus}
          onClick={() => onChange([...spans, { from: last.to + 60, to: Math.min(last.to + 300, 1440) }])}
        />
      )}
    </div>
  );
}

function Holidays({ hours, onChange }: HoursEditorProps) {
  const [date, setDate] = useState('');
  const [name, setName] = useState('');
  const { holidays } = hours;
  const isTaken = holidays.some((holiday) => holiday.date === date);
  const add = () => {
    const added = [...holidays, { date, name: name.trim(), spans: [] }];
    onChange({ ...hours, holidays: added.toSorted((a, b) => (a.date < b.date ? -1 : 1)) });
    setDate('');
    setName('');
  };
  return (
    <div className={styles.holidays}>
      <p className={page.rowLabel}>{t('company.holidays')}</p>
      <p className={page.rowNote}>{t('company.holidaysNote')}</p>
      <ul className={styles.chips} aria-label={t('company.holidays')}>
        {holidays.map((holiday) => (
          <li key={holiday.date} className={styles.chip}>
            <span>
              {holiday.date} {holiday.name}
            </span>
            <IconButton
              label={t('company.removeHoliday', { date: holiday.date })}
              icon={X}
              onClick={() => onChange({ ...hours, holidays: holidays.filter((one) => one.date !== holiday.date) })}
            />
          </li>
        ))}
      </ul>
      <div className={styles.addHoliday}>
        <input
          type="date"
          aria-label={t('company.holidayDate')}
          className={styles.time}
          value={date}
          onChange={(event) => setDate(event.target.value)}
        />
        <input
          aria-label={t('company.holidayName')}
          placeholder={t('company.holidayName')}
          className={styles.text}
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button icon={CalendarPlus} disabled={date === '' || isTaken} onClick={add}>
          {t('company.addHoliday')}
        </Button>
      </div>
    </div>
  );
}
