import type { Settings } from '../../company/number-settings.ts';
import { invalidParameter } from '../graph-error.ts';
import type { GraphApp, GraphParts } from '../graph.ts';
import { oneOf, type Parameters, readFlag, readObject, readParameters } from '../parameters.ts';

/** `GET|POST /{number}/settings`: calling, identity check, encryption, where messages are stored. */
export function registerSettings(app: GraphApp, parts: GraphParts): void {
  app.get<{ Params: { node: string } }>('/:node/settings', async (request) => {
    const number = parts.nodes.getNumber(request.params.node, request.caller, 'get', 'whatsapp_business_management');
    return toSettingsNode(parts.nodes.stateOf(number).settings);
  });

  app.post<{ Params: { node: string } }>('/:node/settings', async (request) => {
    const number = parts.nodes.getNumber(request.params.node, request.caller, 'post', 'whatsapp_business_management');
    const state = parts.nodes.stateOf(number);
    const change = parseSettings(readParameters(request), state.settings);
    state.settings = { ...state.settings, ...change };
    if (change.calling) parts.accountNews.settings(number, { calling: state.settings.calling });
    return { success: true };
  });
}

export function toSettingsNode(settings: Settings): object {
  return {
    calling: settings.calling,
    user_identity_change: { enable_identity_key_check: settings.isIdentityCheckOn },
    payload_encryption: settings.encryption,
    storage_configuration: settings.storage,
  };
}

const onOff = ['ENABLED', 'DISABLED'] as const;

function parseSettings(values: Parameters, old: Settings): Partial<Settings> {
  const calling = readObject(values, 'calling');
  const identity = readObject(values, 'user_identity_change');
  const storage = readObject(values, 'storage_configuration');
  const encryption = readObject(values, 'payload_encryption');
  if (!calling && !identity && !storage && !encryption) {
    throw invalidParameter(
      'One of calling, user_identity_change, payload_encryption and storage_configuration is required.',
    );
  }
  if (calling) checkCalling(calling);
  if (encryption && encryption['status'] !== undefined)
    oneOf('payload_encryption[status]', encryption['status'], onOff);
  const isIdentityCheckOn = identity && readFlag(identity, 'enable_identity_key_check');
  if (identity && isIdentityCheckOn === undefined) {
    throw invalidParameter('The parameter user_identity_change[enable_identity_key_check] is required.');
  }
  return {
    ...(calling ? { calling: { ...old.calling, ...calling } } : {}),
    ...(isIdentityCheckOn === undefined ? {} : { isIdentityCheckOn }),
    ...(storage ? { storage: { ...old.storage, ...storage } } : {}),
    ...(encryption ? { encryption: { ...old.encryption, ...encryption } } : {}),
  };
}

function checkCalling(calling: Parameters): void {
  for (const [name, choices] of [
    ['status', onOff],
    ['callback_permission_status', onOff],
    ['call_icon_visibility', ['DEFAULT', 'DISABLE_ALL']],
  ] as const) {
    if (calling[name] !== undefined) oneOf(`calling[${name}]`, calling[name], choices);
  }
  const hours = readObject(calling, 'call_hours');
  if (hours && hours['status'] !== undefined) oneOf('calling[call_hours][status]', hours['status'], onOff);
}
