/** One change of a webhook, before it is packed with others into a POST. */
export interface Update {
  wabaId: string;
  /** The name Meta gives the subscription: `messages`, `history`, … */
  field: string;
  value: object;
  /** Updates with the same lane are sent in order unless a fault says otherwise. */
  lane: string;
  /** What it speaks of, for the ledger. */
  wamids: readonly string[];
  /** Whose URL may override the account's; read from `value.metadata` unless given. */
  phoneNumberId?: string;
  /** Unix seconds for `entry[].time`; message webhooks have none. */
  entryTime?: number;
  /** `entry[].id` where that is not the business account: the portfolio's, in news of partners. */
  entryId?: string;
  /** May share a POST with others of its kind whatever the batch size, as Meta does with a backlog. */
  isBulk?: boolean;
  /** Called once each subscriber has answered 200. */
  onDelivered?: () => void;
}

/** Meta's envelope: one entry per business account, one change per update, in order. */
export function toPayload(updates: readonly Update[]): object {
  const entries = new Map<string, { id: string; time?: number; changes: object[] }>();
  for (const update of updates) {
    const id = update.entryId ?? update.wabaId;
    let entry = entries.get(id);
    if (!entry) {
      entry = { id, changes: [] };
      entries.set(id, entry);
    }
    if (update.entryTime !== undefined) entry.time = update.entryTime;
    entry.changes.push({ value: update.value, field: update.field });
  }
  return { object: 'whatsapp_business_account', entry: [...entries.values()] };
}

/** The number an update is about, when it is about one. */
export function phoneNumberIdOf(update: Update): string | null {
  if (update.phoneNumberId !== undefined) return update.phoneNumberId;
  const { value } = update;
  if (!('metadata' in value) || typeof value.metadata !== 'object' || value.metadata === null) return null;
  const { metadata } = value;
  return 'phone_number_id' in metadata && typeof metadata.phone_number_id === 'string'
    ? metadata.phone_number_id
    : null;
}
