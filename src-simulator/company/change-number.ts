import type { Clock } from '../engine/clock.ts';
import type { Nodes } from '../graph/nodes.ts';
import type { AccountNews, NameDecision, SecurityEvent } from './account-news.ts';
import type { BusinessNumber } from './company.ts';
import type { NameStatus, NumberState, Quality, Standing } from './number-state.ts';

/** What WhatsApp may do to a number. What isn't named stays. */
export interface NumberChange {
  quality?: Quality | undefined;
  throughput?: 'STANDARD' | 'HIGH' | undefined;
  standing?: Standing | null | undefined;
  nameDecision?: NameDecision | undefined;
  rejectionReason?: string | undefined;
  registered?: boolean | undefined;
  verified?: NumberState['codeVerification'] | undefined;
  pin?: string | null | undefined;
  security?: SecurityEvent | undefined;
  coexistence?: boolean | undefined;
  sharesHistory?: boolean | undefined;
  maintenance?: NumberState['maintenance'] | undefined;
  certificateBroken?: boolean | undefined;
  deregistrationIncomplete?: boolean | undefined;
  official?: boolean | undefined;
}

interface Parts {
  clock: Clock;
  nodes: Nodes;
  accountNews: AccountNews;
}

/** Changes the state and sends the webhooks that Meta sends for it. */
export function changeNumber(parts: Parts, number: BusinessNumber, change: NumberChange): void {
  const state = parts.nodes.stateOf(number);
  const { accountNews } = parts;
  const { tier } = parts.nodes.portfolio();
  if (change.quality !== undefined) state.quality = change.quality;
  if (change.standing !== undefined && change.standing !== state.standing) {
    if (change.standing === 'FLAGGED') accountNews.quality(number, 'FLAGGED', tier);
    else if (state.standing === 'FLAGGED') accountNews.quality(number, 'UNFLAGGED', tier);
    state.standing = change.standing;
  }
  if (change.throughput !== undefined && change.throughput !== state.throughput) {
    state.throughput = change.throughput;
    if (change.throughput === 'HIGH') accountNews.quality(number, 'THROUGHPUT_UPGRADE', tier);
  }
  if (change.nameDecision !== undefined) decideName(parts, number, change.nameDecision, change.rejectionReason);
  if (change.registered !== undefined) {
    state.isRegistered = change.registered;
    state.wasRegistered ||= change.registered;
  }
  if (change.verified !== undefined) {
    state.codeVerification = change.verified;
    if (change.verified === 'VERIFIED') state.verifiedAt = parts.clock.now();
  }
  if (change.pin !== undefined && change.pin !== state.pin) {
    state.pin = change.pin;
    state.registration.wrongPins = [];
    accountNews.security(number, 'PIN_CHANGED');
  }
  if (change.security !== undefined) accountNews.security(number, change.security, requesterOf(change.security));
  if (change.coexistence !== undefined) setCoexistence(parts, number, change.coexistence);
  if (change.sharesHistory !== undefined) state.sharesHistory = change.sharesHistory;
  if (change.maintenance !== undefined) state.maintenance = change.maintenance;
  if (change.certificateBroken !== undefined) state.isCertificateBroken = change.certificateBroken;
  if (change.deregistrationIncomplete !== undefined) state.isDeregistrationIncomplete = change.deregistrationIncomplete;
  if (change.official !== undefined) state.isOfficial = change.official;
}

const nameStatuses: Readonly<Record<NameDecision, NameStatus>> = {
  APPROVED: 'APPROVED',
  REJECTED: 'DECLINED',
  DEFERRED: 'PENDING_REVIEW',
  PENDING: 'PENDING_REVIEW',
};

/** About the new name where there is one, else about the present one. */
function decideName(parts: Parts, number: BusinessNumber, decision: NameDecision, reason: string | undefined): void {
  const state = parts.nodes.stateOf(number);
  const status = nameStatuses[decision];
  const name = state.newName?.name ?? number.verifiedName;
  if (state.newName === null) state.nameStatus = status;
  else state.newName = { name, status };
  const rejection = decision === 'REJECTED' ? (reason ?? 'UNKNOWN') : null;
  parts.accountNews.nameDecided(number, decision, name, rejection);
}

function requesterOf(event: SecurityEvent): string | undefined {
  return event === 'PIN_CHANGED' ? undefined : '1357913579';
}

/** Joins now, so that the syncs may be asked for; or is disconnected in the phone app. */
function setCoexistence(parts: Parts, number: BusinessNumber, isOn: boolean): void {
  const state = parts.nodes.stateOf(number);
  const was = state.isCoexistence;
  state.isCoexistence = isOn;
  state.isRegistered = isOn;
  const phone = { phone_number: number.digits };
  if (isOn) {
    state.wasRegistered = true;
    state.codeVerification = 'VERIFIED';
    state.onboardedAt = parts.clock.now();
    state.synced.clear();
    if (!was) parts.accountNews.accountUpdate(number.wabaId, 'ACCOUNT_RECONNECTED', phone);
    return;
  }
  if (!was) return;
  parts.accountNews.accountUpdate(number.wabaId, 'ACCOUNT_OFFBOARDED', {
    ...phone,
    disconnection_info: { reason: 'USER_INITIATED', initiated_by: 'USER' },
  });
  parts.accountNews.partnerUpdate(number.wabaId, 'PARTNER_REMOVED', phone);
}
