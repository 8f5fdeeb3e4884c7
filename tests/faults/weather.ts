import type { Random } from '../../src-simulator/engine/random.ts';
import { sleep } from '../support/deadline.ts';
import type { FaultProxy, ProxyMode } from '../support/fault-proxy.ts';
import type { Person, Team } from '../support/team.ts';
import type { Simulator } from '../support/simulator.ts';

// What goes wrong around the programs while they work: one trouble at a time, begun and ended at random.

interface Trouble {
  name: string;
  begin: () => Promise<void>;
  end: () => Promise<void>;
}

export interface Weather {
  /** How often each trouble came. */
  readonly counts: ReadonlyMap<string, number>;
  /** Lets the present trouble pass and starts no other. */
  clear(): Promise<void>;
}

export function startWeather(team: Team, people: readonly Person[], random: Random): Weather {
  const { simulator, links } = team;
  const troubles: [Trouble, ...Trouble[]] = [
    graphFault(simulator, 'graph: temporary errors', { errorCode: 131000, errorCount: 12 }),
    ...linkTroubles('graph', links.graph, ['cut', 'refuse', 'frozen', 'lose_requests', 'lose_answers']),
    ...linkTroubles('webhook', links.webhook, ['cut', 'frozen', 'lose_requests', 'lose_answers']),
    ...people.flatMap(({ desktop, link }) =>
      linkTroubles(desktop.name, link, ['cut', 'refuse', 'frozen', 'lose_requests', 'lose_answers']),
    ),
    graphFault(simulator, 'graph: service down', { errorCode: 2, errorCount: 12 }),
    graphFault(simulator, 'graph: too many messages', { errorCode: 130429, errorCount: 8 }),
    graphFault(simulator, 'graph: accepted, then cut', { timeoutAfterAccept: 'close', timeoutCount: 3 }),
    graphFault(simulator, 'graph: accepted, never answered', { timeoutAfterAccept: 'hang', timeoutCount: 2 }),
    graphFault(simulator, 'graph: status before answer', { statusBeforeResponse: true }),
    graphFault(simulator, 'graph: slow', { latencyMs: 700 }),
    graphFault(simulator, 'webhooks: statuses shuffled', { statusOrder: 'shuffled', statusCopies: 2 }),
    graphFault(simulator, 'webhooks: statuses reversed', { statusOrder: 'reversed' }),
    graphFault(simulator, 'webhooks: messages three times', { inboundCopies: 3 }),
    graphFault(simulator, 'webhooks: reordered', { reorderWindow: 12 }),
    graphFault(simulator, 'webhooks: outage', { webhookOutage: true }),
  ];
  const counts = new Map<string, number>();
  const clearing = new AbortController();

  const loop = (async () => {
    while (!clearing.signal.aborted) {
      await sleep(300 + random.next() * 1500);
      if (clearing.signal.aborted) return;
      const trouble = random.pick(troubles);
      counts.set(trouble.name, (counts.get(trouble.name) ?? 0) + 1);
      await trouble.begin();
      await sleep(300 + random.next() * 2000);
      await trouble.end();
    }
  })();

  return {
    counts,
    async clear() {
      clearing.abort();
      await loop;
    },
  };
}

function linkTroubles(name: string, link: FaultProxy, modes: readonly ProxyMode[]): Trouble[] {
  const delayed: Trouble = {
    name: `${name}: slow link`,
    begin: async () => link.setDelay(200),
    end: async () => link.setDelay(0),
  };
  return [
    delayed,
    ...modes.map((mode) => ({
      name: `${name}: ${mode.replace('_', ' ')}`,
      begin: () => link.setMode(mode),
      end: () => link.setMode('pass'),
    })),
  ];
}

function graphFault(simulator: Simulator, name: string, change: Parameters<Simulator['setFaults']>[0]): Trouble {
  return { name, begin: () => simulator.setFaults(change), end: () => simulator.clearFaults() };
}
