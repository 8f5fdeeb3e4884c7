import { createRandom, digits } from '../engine/random.ts';
import { GraphError, toGraphError } from '../graph/graph-error.ts';
import type { GraphApp, GraphParts } from '../graph/graph.ts';
import { oneOf, readProductParameters } from '../graph/parameters.ts';
import { toContactUpdates } from './contact-sync.ts';
import { toDeclinedUpdate, toHistorySync } from './history-sync.ts';

/** How long after onboarding the syncs may be asked for. */
const syncWithinMs = 24 * 3_600_000;
/** Time the phone app takes before its first webhook. */
const startsAfterMs = 500;

/** `POST /{number}/smb_app_data`: starts the sync of contacts or chats out of the WhatsApp Business app, once each. */
export function registerCoexistence(app: GraphApp, parts: GraphParts): void {
  const random = createRandom(`${parts.options.seed}@${parts.clock.now()}`, 'sync-requests');

  app.post<{ Params: { node: string } }>('/:node/smb_app_data', async (request) => {
    const number = parts.nodes.getNumber(request.params.node, request.caller, 'post');
    const values = readProductParameters(request);
    const type = oneOf('sync_type', values['sync_type'], ['SMB_APP_STATE_SYNC', 'HISTORY']);
    const state = parts.nodes.stateOf(number);
    if (!state.isCoexistence) {
      throw new GraphError(100, '(#100) Invalid parameter', {
        details: 'The phone number is not in use in the WhatsApp Business app.',
      });
    }
    const name = type === 'HISTORY' ? 'history' : 'smb_app_state_sync';
    if (state.synced.has(name)) throw toGraphError(2593107, `The sync of ${name} was asked for already.`);
    if (parts.clock.now() - state.onboardedAt > syncWithinMs) {
      throw toGraphError(2593108, 'Syncs must be asked for within 24 hours of onboarding.');
    }
    state.synced.add(name);
    parts.clock.after(startsAfterMs, () => {
      const now = parts.clock.now();
      const history = (): ReturnType<typeof toHistorySync> =>
        state.sharesHistory ? toHistorySync(number, parts.threads.all(), now) : [toDeclinedUpdate(number, now)];
      const updates = name === 'history' ? history() : toContactUpdates(number, parts.directory.named(), now);
      for (const update of updates) parts.webhooks.emit(update);
    });
    return { messaging_product: 'whatsapp', request_id: `${random.int(1, 9)}${random.text(15, digits)}` };
  });
}
