import { toRecord } from '../parameters.ts';
import type { Template } from '../../templates/template.ts';
import { wordOf } from '../word-of.ts';
import { invalidParameter } from '../graph-error.ts';
import type { GraphApp, GraphParts } from '../graph.ts';
import { getTemplate } from './one-template.ts';

type CompareRoute = { Params: { node: string }; Querystring: Record<string, unknown> };

const daySeconds = 86_400;
const periods = [7, 30, 60, 90];
const rank: readonly Template['quality']['score'][] = ['GREEN', 'UNKNOWN', 'YELLOW', 'RED'];

/** `GET /{template}/compare`: this one and others by blocks and sends, the sends as the ledger still knows them. */
export function registerComparison(app: GraphApp, parts: GraphParts): void {
  app.get<CompareRoute>('/:node/compare', async (request) => {
    const { query, caller } = request;
    const first = getTemplate(parts, request.params.node, caller, 'get');
    const others = wordOf(query['template_ids'])
      .split(/[^0-9]+/)
      .filter((id) => id !== '');
    if (others.length === 0) throw invalidParameter('The parameter template_ids is required.');
    const templates = [first, ...others.map((id) => getTemplate(parts, id, caller, 'get'))];
    if (templates.some(({ wabaId }) => wabaId !== first.wabaId)) {
      throw invalidParameter('Param template_ids must be templates of the same account.');
    }
    const [from, to] = readPeriod(query);
    const sent = countSends(parts, first.wabaId, from * 1000, to * 1000);
    return {
      data: [
        {
          metric: 'BLOCK_RATE',
          type: 'RELATIVE',
          order_by_relative_metric: templates
            .toSorted((a, b) => rank.indexOf(a.quality.score) - rank.indexOf(b.quality.score))
            .map(({ id }) => id),
        },
        {
          metric: 'MESSAGE_SENDS',
          type: 'NUMBER_VALUES',
          number_values: templates.map((each) => ({
            key: each.id,
            value: sent.get(keyOf(each.name, each.language)) ?? 0,
          })),
        },
        {
          metric: 'TOP_BLOCK_REASON',
          type: 'STRING_VALUES',
          string_values: templates.map(({ id, quality }) => ({
            key: id,
            value: quality.reasons[0] ?? 'NO_REASON_GIVEN',
          })),
        },
      ],
    };
  });
}

function readPeriod(query: Readonly<Record<string, unknown>>): [number, number] {
  const [from, to] = [Number(wordOf(query['start'])), Number(wordOf(query['end']))];
  const days = (to - from) / daySeconds;
  if (!(from > 0) || !periods.some((period) => Math.abs(days - period) < 1)) {
    throw invalidParameter(`Params start and end must be timestamps ${periods.join(', ')} days apart.`);
  }
  return [from, to];
}

function countSends(parts: GraphParts, wabaId: string, from: number, to: number): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const { sends } = parts.ledger.read(0, Number.MAX_SAFE_INTEGER).records;
  for (const { type, body, phoneNumberId, receivedAt } of sends) {
    if (type !== 'template' || receivedAt < from || receivedAt > to) continue;
    if (parts.nodes.findNumber(phoneNumberId)?.wabaId !== wabaId) continue;
    const { name, language } = toRecord(body);
    const key = keyOf(wordOf(name), wordOf(toRecord(language)['code']));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function keyOf(name: string, language: string): string {
  return `${name}/${language}`;
}
