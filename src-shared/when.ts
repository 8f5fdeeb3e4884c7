// "in 2 hours", "fri 9am", "morgen 8", "غدا 9 مساء": times as people write them, in English, German and Arabic, without a
// network.

const minute = 60_000;

/** Where a day is meant without an hour, and what the parts of a day are. */
const hours = { morning: 9, noon: 12, afternoon: 14, evening: 18, tonight: 20 } as const;

const dayParts: Record<string, number> = {
  morning: hours.morning,
  'this morning': hours.morning,
  früh: hours.morning,
  vormittag: hours.morning,
  noon: hours.noon,
  midday: hours.noon,
  mittag: hours.noon,
  afternoon: hours.afternoon,
  'this afternoon': hours.afternoon,
  nachmittag: hours.afternoon,
  evening: hours.evening,
  'this evening': hours.evening,
  abend: hours.evening,
  abends: hours.evening,
  tonight: hours.tonight,
  صباحا: hours.morning,
  الصباح: hours.morning,
  ظهرا: hours.noon,
  الظهر: hours.noon,
  'بعد الظهر': hours.afternoon,
  عصرا: hours.afternoon,
  مساء: hours.evening,
  المساء: hours.evening,
  الليله: hours.tonight,
  ليلا: hours.tonight,
};

const weekdays: readonly (readonly string[])[] = [
  ['sunday', 'sun', 'sonntag', 'so', 'احد'],
  ['monday', 'mon', 'montag', 'mo', 'اثنين'],
  ['tuesday', 'tue', 'tues', 'dienstag', 'di', 'ثلاثاء'],
  ['wednesday', 'wed', 'mittwoch', 'mi', 'اربعاء'],
  ['thursday', 'thu', 'thur', 'thurs', 'donnerstag', 'do', 'خميس'],
  ['friday', 'fri', 'freitag', 'fr', 'جمعه'],
  ['saturday', 'sat', 'samstag', 'sa', 'sonnabend', 'سبت'],
];

const months: readonly (readonly string[])[] = [
  ['january', 'jan', 'januar', 'يناير'],
  ['february', 'feb', 'februar', 'فبراير'],
  ['march', 'mar', 'märz', 'mrz', 'مارس'],
  ['april', 'apr', 'ابريل'],
  ['may', 'mai', 'مايو'],
  ['june', 'jun', 'juni', 'يونيو'],
  ['july', 'jul', 'juli', 'يوليو'],
  ['august', 'aug', 'اغسطس'],
  ['september', 'sep', 'sept', 'سبتمبر'],
  ['october', 'oct', 'oktober', 'okt', 'اكتوبر'],
  ['november', 'nov', 'نوفمبر'],
  ['december', 'dec', 'dezember', 'dez', 'ديسمبر'],
];

const numbers: Record<string, number> = {
  a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6,
  ثلاث: 3, ثلاثه: 3, اربع: 4, اربعه: 4, خمس: 5, خمسه: 5, ست: 6, سته: 6,
  ein: 1, eine: 1, einem: 1, einer: 1, zwei: 2, drei: 3, vier: 4, fünf: 5, sechs: 6,
}; // prettier-ignore

type Unit = 'minute' | 'hour' | 'day' | 'week' | 'month';
const units: readonly (readonly [Unit, RegExp])[] = [
  ['minute', /^(m|min|mins|minutes?|minuten?|دقيقه|دقايق)$/u],
  ['hour', /^(h|hrs?|hours?|std|stunden?|ساعه|ساعات)$/u],
  ['day', /^(d|days?|tag|tage|tagen|يوم|يوما|ايام)$/u],
  ['week', /^(w|weeks?|wochen?|اسبوع|اسابيع)$/u],
  ['month', /^(months?|monate?|monaten|شهر|اشهر|شهور)$/u],
];

/** "Two hours" and the like are one word in Arabic, and one of something is the thing alone. */
const arabicDuals: Record<string, string> = {
  دقيقتين: '2 دقيقه',
  ساعتين: '2 ساعه',
  يومين: '2 يوم',
  اسبوعين: '2 اسبوع',
  شهرين: '2 شهر',
};

/** One way of writing for what people write in several: no vowel signs, one alif, plain ta and ya, Latin digits. */
function plainArabic(text: string): string {
  return text
    .replace(/[\u064b-\u0652\u0640]/gu, '')
    .replace(/[أإآ]/gu, 'ا')
    .replace(/ة/gu, 'ه')
    .replace(/ئ/gu, 'ي')
    .replace(/[٠-٩]/gu, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/،/gu, ' ');
}

interface TimeOfDay {
  hour: number;
  minute: number;
}

/**
 * The time that `text` means at `now` (epoch ms), in this machine's time zone; null when it can't be understood or has
 * passed. A day alone is that day at nine; an hour alone is the next time it strikes.
 */
export function parseWhen(text: string, now: number): number | null {
  const words = plainArabic(text.toLowerCase()).replace(/,/gu, ' ').replace(/\s+/gu, ' ').trim();
  if (words === '' || words.length > 60) return null;
  const at = afterSpan(words, now) ?? onDay(words, now);
  return at !== null && at > now ? at : null;
}

/** `in 2 hours`, `90 min`, `in half an hour`, `in einer Stunde`, `2h`. */
function afterSpan(words: string, now: number): number | null {
  const said = words.replace(/^(in|بعد|خلال) /u, '');
  const bare = arabicDuals[said] ?? (/^(ساعه|يوم|اسبوع|شهر|دقيقه)$/u.test(said) ? `1 ${said}` : said);
  if (/^(half an hour|einer halben stunde|half hour|نصف ساعه)$/u.test(bare)) return now + 30 * minute;
  const match = /^(\d{1,4}(?:[.,]5)?|\p{L}+) ?(\p{L}+)$/u.exec(bare);
  const count = numbers[match?.[1] ?? ''] ?? Number((match?.[1] ?? '').replace(',', '.'));
  const unit = units.find(([, pattern]) => pattern.test(match?.[2] ?? ''))?.[0];
  if (unit === undefined || !(count > 0) || match?.[1] === '') return null;
  if (unit === 'minute') return now + count * minute;
  if (unit === 'hour') return now + count * 60 * minute;
  if (!Number.isInteger(count)) return null;
  // Calendar days: the clock shows the same hour although a night may have 23 or 25 of them.
  const later = new Date(now);
  if (unit === 'month') return addMonths(now, count);
  later.setDate(later.getDate() + count * (unit === 'week' ? 7 : 1));
  return inRange(later.getTime());
}

/** A day, a time of day, or both in either order. */
function onDay(words: string, now: number): number | null {
  for (const [dayText, timeText] of splits(words)) {
    const day = dayText === '' ? null : dayOf(dayText, now);
    const time = timeText === '' ? null : timeOf(timeText);
    if ((dayText !== '' && day === null) || (timeText !== '' && time === null)) continue;
    if (day === null && time === null) continue;
    if (day !== null) return at(day, time ?? { hour: hours.morning, minute: 0 });
    // Today, or tomorrow when that hour has struck.
    const today = new Date(now);
    const wanted = at(today, time ?? { hour: 0, minute: 0 });
    if (wanted > now) return wanted;
    today.setDate(today.getDate() + 1);
    return at(today, time ?? { hour: 0, minute: 0 });
  }
  return null;
}

/** Every way to part the words into a day and a time of day. */
function* splits(words: string): Generator<[string, string]> {
  const list = words.split(' ');
  for (let index = list.length; index >= 0; index--) {
    const before = list.slice(0, index).join(' ');
    const after = list.slice(index).join(' ');
    yield [before, after];
    yield [after, before];
  }
}

function dayOf(text: string, now: number): Date | null {
  const day = new Date(now);
  const words = text.replace(/^(on|am|يوم|في) /u, '').replace(/^ال(?!ليله)/u, '');
  const inDays = {
    today: 0,
    heute: 0,
    tomorrow: 1,
    tmrw: 1,
    tom: 1,
    morgen: 1,
    übermorgen: 2,
    يوم: 0,
    غدا: 1,
    غد: 1,
    بكره: 1,
    'بعد غد': 2,
  }[words];
  if (inDays !== undefined) {
    day.setDate(day.getDate() + inDays);
    return day;
  }
  if (/^(next week|nächste woche|اسبوع القادم|اسبوع المقبل)$/u.test(words)) return nextWeekday(now, 1, false);
  if (/^(next month|nächsten monat|شهر القادم|شهر المقبل)$/u.test(words))
    return new Date(day.getFullYear(), day.getMonth() + 1, 1);
  if (/^(weekend|this weekend|wochenende)$/u.test(words)) return nextWeekday(now, 6, false);
  const [, far, name = ''] = /^(next |nächsten |nächster )?(\p{L}+)\.?$/u.exec(words) ?? [];
  const weekday = weekdays.findIndex((names) => names.includes(name));
  if (weekday >= 0) return nextWeekday(now, weekday, far !== undefined);
  return dateOf(words, now);
}

/** `2026-12-24`, `24.12.`, `24.12.2026`, `24 dec`, `dec 24`, `24. Dezember`. */
function dateOf(words: string, now: number): Date | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/u.exec(words);
  if (iso !== null) return calendarDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const german = /^(\d{1,2})\. ?(\d{1,2})\.? ?(\d{4})?$/u.exec(words);
  if (german !== null) return dayOfYear(Number(german[3]), Number(german[2]), Number(german[1]), now);
  const [, before, name = '', after, year] =
    /^(?:(\d{1,2})(?:\.|st|nd|rd|th)? )?(\p{L}+)(?: (\d{1,2})(?:st|nd|rd|th)?)?(?: (\d{4}))?$/u.exec(words) ?? [];
  const month = months.findIndex((names) => names.includes(name));
  if (month < 0 || (before === undefined) === (after === undefined)) return null;
  return dayOfYear(Number(year), month + 1, Number(before ?? after), now);
}

/** Without a year (NaN): this one, or the next when the day has passed. */
function dayOfYear(year: number, month: number, day: number, now: number): Date | null {
  if (!Number.isNaN(year)) return calendarDay(year, month, day);
  const thisYear = new Date(now).getFullYear();
  const soonest = calendarDay(thisYear, month, day);
  const isOver = soonest === null || soonest.getTime() < new Date(now).setHours(0, 0, 0, 0);
  return isOver ? calendarDay(thisYear + 1, month, day) : soonest;
}

function calendarDay(year: number, month: number, day: number): Date | null {
  const date = new Date(year, month - 1, day);
  return date.getMonth() === month - 1 && date.getDate() === day ? date : null;
}

/** The coming one, never today. `far`: the one of next week, when it would otherwise be within this one. */
function nextWeekday(now: number, weekday: number, far: boolean): Date {
  const day = new Date(now);
  const days = (weekday - day.getDay() + 7) % 7 || 7;
  // Weeks begin on Monday.
  const leftOfWeek = (7 - day.getDay()) % 7;
  day.setDate(day.getDate() + days + (far && days <= leftOfWeek ? 7 : 0));
  return day;
}

/** `9`, `9am`, `9:30`, `9.30`, `21h`, `um 8 uhr`, `8 uhr 30`, `noon`, `evening`. */
function timeOf(text: string): TimeOfDay | null {
  const words = text.replace(/^(at|um|gegen|@|الساعه|في) ?/u, '').replace(/^(in the|in der|am) /u, '');
  const part = dayParts[words];
  if (part !== undefined) return { hour: part, minute: 0 };
  const match = /^(\d{1,2})(?:[:.h](\d{2}))? ?(am|pm|a\.m\.|p\.m\.|h|uhr|صباحا|مساء|ص|م)?(?: (\d{2}))?$/u.exec(words);
  if (match === null) return null;
  const minutes = Number(match[2] ?? match[4] ?? 0);
  if (match[4] !== undefined && (match[3] !== 'uhr' || match[2] !== undefined)) return null;
  const half = /^[pم]/u.test(match[3] ?? '') ? 12 : /^[aص]/u.test(match[3] ?? '') ? 0 : null;
  const hour = Number(match[1]);
  if (minutes > 59 || hour > (half === null ? 23 : 12) || (half !== null && hour === 0)) return null;
  return { hour: half === null ? hour : (hour % 12) + half, minute: minutes };
}

function at(day: Date, { hour, minute: minutes }: TimeOfDay): number {
  return inRange(new Date(day).setHours(hour, minutes, 0, 0));
}

/** The last day of a shorter month instead of a day of the one after it. */
function addMonths(now: number, count: number): number {
  const date = new Date(now);
  const day = date.getDate();
  date.setMonth(date.getMonth() + count, 1);
  date.setDate(Math.min(day, new Date(date.getFullYear(), date.getMonth() + 1, 0).getDate()));
  return inRange(date.getTime());
}

const inRange = (time: number): number => (Number.isFinite(time) ? time : 0);
