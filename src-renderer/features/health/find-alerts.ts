import { tokenWarning } from '#shared/account.ts';
import { type IntegrationToken, rotateAfterMs } from '#shared/integration-token.ts';
import type { HealthBoard } from '#shared/wire/health-routes.ts';
import type { QueueState } from '#shared/wire/queue-routes.ts';
import type { IntegrationView } from '#shared/wire/rest.ts';

export interface HealthFacts {
  accounts: readonly IntegrationView[];
  tokens: readonly IntegrationToken[];
  /** null: not told yet. */
  board: HealthBoard | null;
  queue: QueueState | null;
  /** Business accounts whose templates could not be read last time. */
  syncErrors: readonly string[];
}

/** Where it is done. */
export type AlertPage = 'accounts' | 'devices' | 'apiKeys';

export type AlertKind =
  | 'token'
  | 'notConfigured'
  | 'endpoint'
  | 'endpointDown'
  | 'expired'
  | 'expires'
  | 'quality'
  | 'unusual'
  | 'oldToken'
  | 'waiting'
  | 'uncertain'
  | 'lag'
  | 'dead'
  | 'queueDown'
  | 'queueDead'
  | 'slowDatabase'
  | 'templateSync';

export interface Alert {
  /** Of the list. */
  id: string;
  kind: AlertKind;
  tone: 'danger' | 'warning' | 'info';
  /** What its sentence is filled with. */
  name: string;
  count: number;
  page: AlertPage | null;
}

const waitsTooLongMs = 2 * 60_000;
const lagsMs = 60_000;
const slowMs = 250;
const dayMs = 24 * 60 * 60_000;

/** Everything that needs somebody, the worst first. Pure. */
export function findAlerts(facts: HealthFacts, now: number): Alert[] {
  const found = [
    ...facts.accounts.flatMap((account) => ofAccount(account, now)),
    ...facts.tokens.flatMap((token) => ofToken(token, now)),
    ...(facts.board === null ? [] : ofBoard(facts.board, now)),
    ...(facts.queue === null ? [] : ofQueue(facts.queue)),
    ...facts.syncErrors.map((name) => alert('templateSync', 'warning', null, name)),
  ];
  const rank = { danger: 0, warning: 1, info: 2 };
  return found.toSorted((a, b) => rank[a.tone] - rank[b.tone]);
}

function alert(kind: AlertKind, tone: Alert['tone'], page: AlertPage | null, name = '', count = 0): Alert {
  return { id: `${kind}:${name}`, kind, tone, page, name, count };
}

function ofAccount(account: IntegrationView, now: number): Alert[] {
  const { name, cannotSend, qualityRating, endpointDownSince, tokenExpiresAt } = account;
  // Somebody meant it to be off.
  if (cannotSend === 'disabled') return [];
  const alerts: Alert[] = [];
  if (cannotSend === 'token') alerts.push(alert('token', 'danger', 'accounts', name));
  if (cannotSend === 'not_configured') alerts.push(alert('notConfigured', 'danger', 'accounts', name));
  if (cannotSend === 'endpoint') alerts.push(alert('endpoint', 'danger', 'devices', name));
  else if (endpointDownSince !== undefined) alerts.push(alert('endpointDown', 'warning', 'devices', name));
  const warning = tokenWarning(tokenExpiresAt, now);
  if (warning === 0) alerts.push(alert('expired', 'danger', 'accounts', name));
  else if (warning !== null && tokenExpiresAt !== undefined) {
    const days = Math.ceil((tokenExpiresAt - now) / dayMs);
    alerts.push(alert('expires', warning === 1 ? 'danger' : 'warning', 'accounts', name, days));
  }
  if (qualityRating === 'RED' || qualityRating === 'YELLOW') {
    alerts.push(alert('quality', qualityRating === 'RED' ? 'danger' : 'warning', 'accounts', name));
  }
  return alerts;
}

function ofToken(token: IntegrationToken, now: number): Alert[] {
  if (token.alert !== null) return [alert('unusual', 'warning', 'apiKeys', token.accountName)];
  if (now - Date.parse(token.createdAt) > rotateAfterMs)
    return [alert('oldToken', 'info', 'apiKeys', token.accountName)];
  return [];
}

function ofBoard({ sending, webhooks, now: sample }: HealthBoard, now: number): Alert[] {
  const alerts: Alert[] = [];
  if (sending.oldestAt !== null && now - sending.oldestAt > waitsTooLongMs) {
    alerts.push(alert('waiting', 'warning', 'accounts', '', sending.waiting));
  }
  if (sending.uncertain > 0) alerts.push(alert('uncertain', 'info', null, '', sending.uncertain));
  // Of what came lately: one that was late yesterday is no news.
  if (sample.lagMs !== null && sample.lagMs > lagsMs) alerts.push(alert('lag', 'warning', 'accounts'));
  if (webhooks.dead > 0) alerts.push(alert('dead', 'warning', null, '', webhooks.dead));
  if (sample.databaseMs > slowMs) alerts.push(alert('slowDatabase', 'warning', null, '', sample.databaseMs));
  return alerts;
}

function ofQueue({ queue, connected, dead }: QueueState): Alert[] {
  if (queue === null) return [];
  return [
    ...(connected ? [] : [alert('queueDown', 'danger', null, queue)]),
    ...(dead > 0 ? [alert('queueDead', 'warning', null, queue, dead)] : []),
  ];
}
