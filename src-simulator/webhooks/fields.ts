/** Fields of a number's own traffic: they go to the URL of the number or the account where one overrides the app's. */
const overridable: ReadonlySet<string> = new Set([
  'messages',
  'calls',
  'history',
  'smb_message_echoes',
  'smb_app_state_sync',
  'message_echoes',
  'group_lifecycle_update',
  'group_participants_update',
  'group_settings_update',
  'group_status_update',
  'messaging_handovers',
]);

/** Templates, accounts, `standby`, `user_id_update` and the like always go to the app's URL (§2.5). */
export function followsOverride(field: string): boolean {
  return overridable.has(field);
}
