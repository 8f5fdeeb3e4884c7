import type { BusinessNumber } from '../company/company.ts';

export type ConnectionState = 'close' | 'connecting' | 'open';

/** One code as `GET /instance/connect` and QRCODE_UPDATED print it. */
export interface LinkCode {
  /** Only when a phone number was named to pair with. */
  pairingCode: string | null;
  /** What the picture says. */
  code: string;
  /** The picture, a PNG data URL. */
  base64: string;
  /** Which code of this attempt it is, from 1. */
  count: number;
}

export interface WebhookSettings {
  id: string;
  enabled: boolean;
  url: string;
  /** Sent along with every event. */
  headers: Readonly<Record<string, string>>;
  events: readonly EventName[];
  /** Every event to a URL of its own, `…/messages-upsert`. */
  byEvents: boolean;
  /** Files stand in the events of their messages. */
  base64: boolean;
  /** Epoch ms. */
  createdAt: number;
  updatedAt: number;
}

export interface InstanceSettings {
  rejectCall: boolean;
  msgCall: string;
  groupsIgnore: boolean;
  alwaysOnline: boolean;
  readMessages: boolean;
  readStatus: boolean;
  syncFullHistory: boolean;
}

/** One connection to WhatsApp: a device linked to a phone, or waiting for one. */
export interface Instance {
  readonly id: string;
  readonly name: string;
  /** Its own api key. */
  readonly token: string;
  readonly createdAt: number;
  readonly settings: InstanceSettings;
  state: ConnectionState;
  /** Of the last disconnection, as in CONNECTION_UPDATE. */
  statusReason: number | null;
  disconnectedAt: number | null;
  /** The phone it is linked to; null before a scan and after the phone unlinked it. */
  number: BusinessNumber | null;
  /** Digits of the phone that is meant to link, when somebody said so. */
  pairFor: string | null;
  code: LinkCode | null;
  webhook: WebhookSettings | null;
  /** What happened on WhatsApp while it was not connected; told when it is. */
  missed: { event: EventName; data: unknown; wamids: readonly string[] }[];
  /** Takes back what is planned for it: the next code, the end of connecting. */
  cancel: () => void;
}

/** What a webhook may be told of; the simulator has nothing to tell of some. */
export const eventNames = [
  'APPLICATION_STARTUP',
  'INSTANCE_CREATE',
  'INSTANCE_DELETE',
  'QRCODE_UPDATED',
  'MESSAGES_SET',
  'MESSAGES_UPSERT',
  'MESSAGES_EDITED',
  'MESSAGES_UPDATE',
  'MESSAGES_DELETE',
  'SEND_MESSAGE',
  'SEND_MESSAGE_UPDATE',
  'CONTACTS_SET',
  'CONTACTS_UPSERT',
  'CONTACTS_UPDATE',
  'PRESENCE_UPDATE',
  'CHATS_SET',
  'CHATS_UPSERT',
  'CHATS_UPDATE',
  'CHATS_DELETE',
  'GROUPS_UPSERT',
  'GROUP_UPDATE',
  'GROUP_PARTICIPANTS_UPDATE',
  'CONNECTION_UPDATE',
  'LABELS_EDIT',
  'LABELS_ASSOCIATION',
  'CALL',
  'TYPEBOT_START',
  'TYPEBOT_CHANGE_STATUS',
  'REMOVE_INSTANCE',
  'LOGOUT_INSTANCE',
  'STATUS_INSTANCE',
] as const;
export type EventName = (typeof eventNames)[number];

/** `MESSAGES_UPSERT` as the event's `event` says it: `messages.upsert`. */
export function toEventLabel(event: EventName): string {
  return event.toLowerCase().replaceAll('_', '.');
}
