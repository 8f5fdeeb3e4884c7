import { toGraphError } from '../graph/graph-error.ts';
import type { GraphApp, GraphParts } from '../graph/graph.ts';
import { appCallsPerHour, managementPerHour } from './limits.ts';

/** What a number does all day is not management. */
const messaging: readonly string[] = ['messages', 'marketing_messages', 'calls', 'media'];

/**
 * Counts calls that manage something, by the hour: with an app's own token against the app (4), to a business account
 * (80008), and to its numbers against the account, too (80007). Answers tell how much is used up. Has to come after the
 * hook that finds out who calls.
 */
export function registerManagementCalls(app: GraphApp, parts: GraphParts): void {
  app.addHook('onRequest', async (request, reply) => {
    const { params } = request;
    if (typeof params !== 'object' || params === null || !('node' in params)) return;
    const node = String(params.node);

    if (request.caller.kind === 'app') {
      const usage = parts.limits.takeManagementCall(parts.company.appId, appCallsPerHour);
      const { percent } = usage;
      void reply.header('x-app-usage', JSON.stringify({ call_count: percent, total_cputime: 0, total_time: percent }));
      if (usage.isOver) throw toGraphError(4);
      return;
    }
    const edge = request.routeOptions.url?.split('/')[2] ?? '';
    const number = messaging.includes(edge) ? undefined : parts.nodes.findNumber(node);
    const waba = parts.nodes.findWaba(number?.wabaId ?? node);
    if (!waba) return;
    const isGrown = waba.numbers.some((one) => parts.nodes.stateOf(one).isRegistered);
    const perHour = isGrown ? managementPerHour.after : managementPerHour.before;
    const { isOver, percent, minutesLeft } = parts.limits.takeManagementCall(waba.id, perHour);
    const usage = {
      type: 'whatsapp_business_management',
      call_count: percent,
      total_cputime: 0,
      total_time: percent,
      estimated_time_to_regain_access: minutesLeft,
    };
    void reply.header('x-business-use-case-usage', JSON.stringify({ [waba.id]: [usage] }));
    if (isOver) throw toGraphError(number ? 80007 : 80008);
  });
}
