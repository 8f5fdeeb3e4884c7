import {
  type Automation,
  createAutomation,
  createProfile,
  createRegistrationLog,
  createSettings,
  type Profile,
  type QrCode,
  type RegistrationLog,
  type Settings,
} from './number-settings.ts';

export type Quality = 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';
export type NameStatus = 'APPROVED' | 'AVAILABLE_WITHOUT_REVIEW' | 'DECLINED' | 'EXPIRED' | 'PENDING_REVIEW' | 'NONE';
export type SyncType = 'smb_app_state_sync' | 'history';

/** What WhatsApp thinks of a number where that is not simply "connected". */
export type Standing = 'FLAGGED' | 'RESTRICTED' | 'RATE_LIMITED' | 'BANNED' | 'MIGRATED' | 'OFFLINE' | 'DELETED';

/** What changes about a number while it lives. Times are epoch milliseconds of the simulator's clock. */
export interface NumberState {
  isRegistered: boolean;
  /** Tells DISCONNECTED from PENDING. */
  wasRegistered: boolean;
  /** Two-step verification; null until the first registration sets it. */
  pin: string | null;
  codeVerification: 'VERIFIED' | 'NOT_VERIFIED' | 'EXPIRED';
  /** null when nothing but the registration decides. */
  standing: Standing | null;
  /** Also used in the WhatsApp Business app: 20 messages a second, echoes, edits and revokes, no deregistration. */
  isCoexistence: boolean;
  /** A number of Meta's for first steps: it writes only to these (canonical digits), at most five. null: a real number. */
  allowedRecipients: Set<string> | null;
  quality: Quality;
  throughput: 'STANDARD' | 'HIGH' | 'NOT_APPLICABLE';
  nameStatus: NameStatus;
  newName: { name: string; status: NameStatus } | null;
  isOfficial: boolean;
  isSearchable: boolean;
  /** The code that sends are refused with while WhatsApp works on the number; null when it doesn't. */
  maintenance: 131057 | 2494100 | null;
  /** Sends answer 131045 until the number is registered again. */
  isCertificateBroken: boolean;
  /** Registrations answer 133000 until it is deregistered again. */
  isDeregistrationIncomplete: boolean;
  /** The last registration, or the moment the number joined from the WhatsApp Business app. */
  onboardedAt: number;
  /** A new number must be registered within 14 days of this. */
  verifiedAt: number;
  username: { name: string; status: 'approved' | 'reserved' } | null;
  /** Coexistence syncs that were asked for; each may be once. */
  synced: Set<SyncType>;
  /** The owner of the phone app lets the chats be synced. */
  sharesHistory: boolean;
  profile: Profile;
  automation: Automation;
  settings: Settings;
  /** By code. */
  qrCodes: Map<string, QrCode>;
  registration: RegistrationLog;
}

/** A number that works: verified, registered, in good standing. */
export function createNumberState(change: Partial<NumberState> = {}): NumberState {
  return {
    isRegistered: true,
    wasRegistered: true,
    pin: '123456',
    codeVerification: 'VERIFIED',
    standing: null,
    isCoexistence: false,
    allowedRecipients: null,
    quality: 'GREEN',
    throughput: 'STANDARD',
    nameStatus: 'APPROVED',
    newName: null,
    isOfficial: false,
    isSearchable: true,
    maintenance: null,
    isCertificateBroken: false,
    isDeregistrationIncomplete: false,
    onboardedAt: Date.parse('2026-04-02T08:00:00Z'),
    verifiedAt: Date.parse('2026-04-02T07:00:00Z'),
    username: null,
    synced: new Set(),
    sharesHistory: true,
    profile: createProfile(),
    automation: createAutomation(),
    settings: createSettings(),
    qrCodes: new Map(),
    registration: createRegistrationLog(),
    ...change,
  };
}

/** `status` of the phone-number API. */
export function toStatus(state: NumberState): string {
  if (state.standing !== null) return state.standing;
  if (state.isRegistered) return 'CONNECTED';
  if (state.codeVerification !== 'VERIFIED') return 'UNVERIFIED';
  return state.wasRegistered ? 'DISCONNECTED' : 'PENDING';
}
