import type { Waba } from '../../company/company.ts';
import { invalidParameter } from '../graph-error.ts';
import type { GraphParts } from '../graph.ts';

const periods = { HALF_HOUR: 1800, DAY: 86_400, MONTH: 30 * 86_400 } as const;
const mostPoints = 5000;

/**
 * The `analytics` field: `analytics.start(…).end(…).granularity(DAY).phone_numbers([…])`, times in unix seconds. Counts
 * what the ledger still has of sends and deliveries; periods without any are left out.
 */
export function countByPeriod(parts: GraphParts, waba: Waba, args: Readonly<Record<string, string>>): object {
  const start = toSeconds(args, 'start');
  const end = toSeconds(args, 'end');
  if (end <= start) throw invalidParameter('Param end must be later than start.');
  const granularity = args['granularity'] ?? '';
  const period = granularity in periods ? periods[granularity as keyof typeof periods] : undefined;
  if (period === undefined)
    throw invalidParameter(`Param granularity must be one of {${Object.keys(periods).join(', ')}}.`);
  if ((end - start) / period > mostPoints)
    throw invalidParameter(`The period has more than ${mostPoints} data points.`);

  const wanted = (args['phone_numbers'] ?? '').replace(/\D+/g, ' ').trim();
  const numbers = waba.numbers.filter(({ digits }) => wanted === '' || wanted.split(' ').includes(digits));
  const ids = new Set(numbers.map(({ id }) => id));
  const { sends, statuses } = parts.ledger.read(0, Number.MAX_SAFE_INTEGER).records;
  const points = new Map<number, { sent: number; delivered: number }>();
  const count = (at: number, kind: 'sent' | 'delivered'): void => {
    const seconds = at / 1000;
    if (seconds < start || seconds >= end) return;
    const from = start + Math.floor((seconds - start) / period) * period;
    const point = points.get(from) ?? { sent: 0, delivered: 0 };
    point[kind]++;
    points.set(from, point);
  };
  const own = sends.filter(({ phoneNumberId }) => ids.has(phoneNumberId));
  for (const { receivedAt } of own) count(receivedAt, 'sent');
  const wamids = new Set(own.map(({ wamid }) => wamid));
  for (const { wamid, status, at } of statuses) if (status === 'delivered' && wamids.has(wamid)) count(at, 'delivered');

  return {
    phone_numbers: numbers.map(({ digits }) => digits),
    country_codes: [],
    granularity,
    data_points: [...points]
      .toSorted(([a], [b]) => a - b)
      .map(([from, point]) => ({ start: from, end: Math.min(from + period, end), ...point })),
  };
}

function toSeconds(args: Readonly<Record<string, string>>, name: string): number {
  const text = args[name];
  if (text === undefined) throw invalidParameter(`The parameter ${name} is required.`);
  if (!/^\d{1,11}$/.test(text)) throw invalidParameter(`Param ${name} must be a UNIX timestamp.`);
  return Number(text);
}
