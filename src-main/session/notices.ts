import type { Notice } from '#shared/app-state.ts';
import { newId, type MutationId } from '#shared/ids.ts';

const texts = {
  keys_replaced:
    'Parley works with new keys. What the old ones protected is kept aside for 7 days; messages come from the server again.',
  keys_rewrapped: 'The system’s keychain has a new key. Parley’s own keys were stored again under it.',
  memory_only: 'Nothing is written to the disk in this session: when you quit, messages that were not sent are lost.',
  settings_lost: 'The settings could not be read and begin anew. The unreadable file is kept beside them.',
} as const;

/** One-time banners of the start. */
export function aNotice(what: keyof typeof texts): Notice {
  return { id: newId<MutationId>(), kind: what === 'settings_lost' ? 'keys_replaced' : what, text: texts[what] };
}
