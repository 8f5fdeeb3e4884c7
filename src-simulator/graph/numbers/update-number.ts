import type { BusinessNumber } from '../../company/company.ts';
import { verified } from '../apps/verified.ts';
import { invalidParameter, toGraphError } from '../graph-error.ts';
import type { GraphParts } from '../graph.ts';
import { oneOf, type Parameters, readObject, readText, requireText } from '../parameters.ts';

/** `POST /{number}`: the PIN, a new display name, the URL that overrides the account's, how the number is found. */
export async function updateNumber(parts: GraphParts, number: BusinessNumber, values: Parameters): Promise<object> {
  const state = parts.nodes.stateOf(number);
  const pin = readText(values, 'pin', { max: 6 });
  if (pin !== undefined && !/^\d{6}$/.test(pin)) throw invalidParameter('Param pin must have six digits.');
  const name = readText(values, 'new_display_name', { min: 3, max: 512 });
  const webhooks = readObject(values, 'webhook_configuration');
  const visibility = values['search_visibility'];
  if (pin === undefined && name === undefined && webhooks === undefined && visibility === undefined) {
    throw invalidParameter(
      'One of pin, new_display_name, webhook_configuration and search_visibility is required to change a phone number.',
    );
  }
  if (visibility !== undefined) {
    state.isSearchable = oneOf('search_visibility', visibility, ['VISIBLE', 'NON_VISIBLE']) === 'VISIBLE';
  }
  if (webhooks !== undefined) await overrideWebhooks(parts, number, webhooks);
  if (pin !== undefined) {
    if (!state.isRegistered) throw toGraphError(133010, 'Only a registered phone number has a PIN.');
    state.pin = pin;
    state.registration.wrongPins = [];
    parts.accountNews.security(number, 'PIN_CHANGED');
  }
  if (name !== undefined) state.newName = { name, status: 'PENDING_REVIEW' };
  return { success: true };
}

async function overrideWebhooks(parts: GraphParts, number: BusinessNumber, values: Parameters): Promise<void> {
  const callbackUrl = requireText(values, 'override_callback_uri', { max: 200 });
  const verifyToken = readText(values, 'verify_token', { max: 500 }) ?? '';
  await verified(() =>
    parts.subscriptions.setNumberOverride(number.id, callbackUrl === '' ? null : { callbackUrl, verifyToken }),
  );
}
