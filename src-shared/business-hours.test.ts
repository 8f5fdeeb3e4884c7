import { describe, expect, it } from 'vitest';
import { BusinessHours, openStateAt, type Span } from './business-hours.ts';

const nine: Span = { from: 9 * 60, to: 17 * 60 };
const workdays = (span: Span = nine): Span[][] => [[span], [span], [span], [span], [span], [], []];
const berlin = (change: Partial<BusinessHours> = {}): BusinessHours => ({
  timeZone: 'Europe/Berlin',
  week: workdays(),
  holidays: [],
  ...change,
});
const at = (iso: string): number => Date.parse(iso);
const said = (hours: BusinessHours | null, iso: string) => {
  const { open, until } = openStateAt(hours, at(iso));
  return [open, until === null ? null : new Date(until).toISOString()];
};

describe('business hours', () => {
  it('are open from nine to five by the clock of their place', () => {
    expect(said(berlin(), '2026-11-18T07:59:59Z')).toEqual([false, '2026-11-18T08:00:00.000Z']);
    expect(said(berlin(), '2026-11-18T08:00:00Z')).toEqual([true, '2026-11-18T16:00:00.000Z']);
    expect(said(berlin(), '2026-11-18T16:00:00Z')).toEqual([false, '2026-11-19T08:00:00.000Z']);
  });

  it('open on Monday after a Friday', () => {
    expect(said(berlin(), '2026-11-20T20:00:00Z')).toEqual([false, '2026-11-23T08:00:00.000Z']);
  });

  it('move with daylight saving: nine o’clock stays nine o’clock', () => {
    expect(said(berlin(), '2026-03-27T20:00:00Z')).toEqual([false, '2026-03-30T07:00:00.000Z']);
    expect(said(berlin(), '2026-10-23T20:00:00Z')).toEqual([false, '2026-10-26T08:00:00.000Z']);
  });

  it('of an hour that the clock leaves out count from before the jump, of one it shows twice from the first', () => {
    const night = berlin({ week: workdays().with(6, [{ from: 150, to: 240 }]) });
    expect(said(night, '2026-03-29T00:00:00Z')).toEqual([false, '2026-03-29T01:30:00.000Z']);
    expect(said(night, '2026-10-25T00:00:00Z')).toEqual([false, '2026-10-25T00:30:00.000Z']);
    expect(said(night, '2026-10-25T01:30:00Z')).toEqual([true, '2026-10-25T03:00:00.000Z']);
  });

  it('over midnight belong to the day on which they began', () => {
    const bar = berlin({ week: workdays({ from: 20 * 60, to: 2 * 60 }) });
    // Saturday, one in the morning: of Friday.
    expect(said(bar, '2026-11-21T00:00:00Z')).toEqual([true, '2026-11-21T01:00:00.000Z']);
    expect(said(bar, '2026-11-21T01:00:00Z')).toEqual([false, '2026-11-23T19:00:00.000Z']);
  });

  it('with spans that touch are one, and all of the week is always', () => {
    const halves: Span[] = [
      { from: 0, to: 720 },
      { from: 720, to: 1440 },
    ];
    expect(said(berlin({ week: [halves, halves, [], [], [], [], []] }), '2026-11-16T05:00:00Z')).toEqual([
      true,
      '2026-11-17T23:00:00.000Z',
    ]);
    expect(said(berlin({ week: Array.from({ length: 7 }, () => halves) }), '2026-11-16T05:00:00Z')).toEqual([
      true,
      null,
    ]);
  });

  it('of a holiday replace those of its weekday', () => {
    const holidays = [
      { date: '2026-12-24', name: 'Christmas Eve', spans: [{ from: 600, to: 720 }] },
      { date: '2026-12-25', name: 'Christmas', spans: [] },
    ];
    expect(said(berlin({ holidays }), '2026-12-24T08:30:00Z')).toEqual([false, '2026-12-24T09:00:00.000Z']);
    expect(said(berlin({ holidays }), '2026-12-24T12:00:00Z')).toEqual([false, '2026-12-28T08:00:00.000Z']);
  });

  it('know the places whose clocks differ by half hours, and those a day ahead', () => {
    const kolkata = berlin({ timeZone: 'Asia/Kolkata' });
    expect(said(kolkata, '2026-11-18T00:00:00Z')).toEqual([false, '2026-11-18T03:30:00.000Z']);
    const kiritimati = berlin({ timeZone: 'Pacific/Kiritimati' });
    // There it is Monday already.
    expect(said(kiritimati, '2026-11-22T18:00:00Z')).toEqual([false, '2026-11-22T19:00:00.000Z']);
  });

  it('without any span never open, and none at all are always open', () => {
    expect(said(berlin({ week: [[], [], [], [], [], [], []] }), '2026-11-18T08:00:00Z')).toEqual([false, null]);
    expect(said(null, '2026-11-18T08:00:00Z')).toEqual([true, null]);
  });

  it('are refused with a place that is none, or a day named twice', () => {
    expect(BusinessHours.safeParse(berlin({ timeZone: 'Mars/Olympus' })).success).toBe(false);
    const twice = { date: '2026-12-25', name: '', spans: [] };
    expect(BusinessHours.safeParse(berlin({ holidays: [twice, twice] })).success).toBe(false);
  });
});
