import { createRandom } from '../../src-simulator/engine/random.ts';
import type { MessageId } from '#shared/ids.ts';
import { unexpectedEnds } from '../support/child.ts';
import { sleep } from '../support/deadline.ts';
import { threadsByCustomer } from '../support/server-truth.ts';
import { startTeam, type Person, type Team } from '../support/team.ts';
import { runAgent, type AgentScript } from './agent-script.ts';
import { lookForRest, type Rest } from './at-rest.ts';
import { check, type Findings } from './check.ts';
import { runCustomers, type Customers } from './customers.ts';
import { runKills, type KillReport } from './kills.ts';
import { watchForLeaks } from './leaks.ts';
import { findBugs } from './logs.ts';
import { toBackendVictim, toDesktopVictim } from './victims.ts';
import { startWeather } from './weather.ts';

export interface FaultOptions {
  folder: string;
  seed: string;
  kills: number;
  /** Messages per second in each direction. */
  rate: number;
  /** How long everything may take to come to rest at the end. */
  restWithinMs: number;
  say: (line: string) => void;
}

export interface FaultOutcome {
  findings: Findings & { leaked: string[]; crashed: string[]; stuck: string[] };
  uncertain: number;
  resent: number;
  kills: KillReport;
  troubles: ReadonlyMap<string, number>;
  counts: Record<string, number>;
}

/** One run: a company at work, killed and cut off all the time, brought to rest, and compared with the ledger. */
export async function runFaults(options: FaultOptions): Promise<FaultOutcome> {
  const { folder, seed, say } = options;
  const random = (stream: string) => createRandom(seed, `faults/${stream}`);
  // Stands in every text: no file may hold it in plain.
  const canary = `canary-${random('canary').text(24, 'abcdefghijklmnopqrstuvwxyz')}`;
  const team = await startTeam({
    folder,
    seed,
    simulatorFlags: [
      '--status-delays=30,60,120',
      '--read-rate=1',
      // The longest gap between two tries is 36 s then: what failed every time meanwhile still comes before the rest is judged.
      '--webhook-retry-scale=0.01',
      '--webhook-timeout=4000',
      '--ledger-size=1000000',
      // The weather refuses sends by rate when it wants to; nothing else may slow the run down.
      '--limits=off',
    ],
  });
  const people: Person[] = [];
  for (const name of ['maya', 'omar']) people.push(await team.addPerson(name));
  for (const { desktop } of people) await desktop.start();
  say(`company at work: ${team.accounts.length} numbers, ${people.length} agents, ${options.rate} messages/s each way`);

  const leaks = watchForLeaks(team, people, canary);
  const customers = runCustomers({
    simulator: team.simulator,
    random: random('customers'),
    rate: options.rate,
    // WhatsApp lets a business write to one customer about every 6 s.
    count: Math.max(12, Math.ceil(options.rate * 6)),
    canary,
  });
  const scripts = people.map((person, index) =>
    runAgent({
      person,
      index,
      agents: people.length,
      random: random(person.desktop.name),
      rate: options.rate / people.length,
      canary,
    }),
  );
  const weather = startWeather(team, people, random('weather'));
  const kills = await runKills({
    victims: [
      { victim: toBackendVictim(team), weight: 2 },
      ...people.map(({ desktop }) => ({ victim: toDesktopVictim(desktop), weight: 1 })),
    ],
    times: options.kills,
    random: random('kills'),
    onKill: (count, what, victim) => {
      leaks.look(victim.dir);
      const replies = scripts.reduce((sum, script) => sum + script.written.length, 0);
      say(`kill ${count}/${options.kills} ${what} · ${customers.written()} in, ${replies} out`);
    },
  });

  await customers.stop();
  for (const script of scripts) script.rest();
  await weather.clear();
  await team.simulator.clearFaults();
  say('everybody is up again, waiting for rest …');
  const { moving, rest } = await waitForRest(team, people, options.restWithinMs);
  for (const script of scripts) await script.stop();

  const resends = mergeCounts(scripts.map((script) => script.resends));
  const findings = check({
    inbound: rest.ledger.inbound,
    sends: rest.ledger.sends,
    server: rest.truth.messages,
    clients: people.map((person) => ({
      name: person.desktop.name,
      threads: rest.threads.get(person) ?? new Map(),
    })),
    written: scripts.flatMap((script) => script.written),
    resends,
    threadOf: threadsByCustomer(rest.truth, customers.waIds),
  });
  const hasEnded = await team.stop();
  const logs = [team.backend.logFile, ...people.map(({ desktop }) => desktop.logFile)];
  return {
    findings: {
      ...findings,
      leaked: leaks.finish(logs),
      crashed: [...unexpectedEnds(), ...findBugs(logs), ...scripts.flatMap((script) => script.oddities)],
      stuck: [...moving, ...(hasEnded ? [] : ['a program did not end when it was asked to'])],
    },
    uncertain: scripts.reduce((sum, script) => sum + script.uncertain.size, 0),
    resent: [...resends.values()].reduce((sum, times) => sum + times, 0),
    kills,
    troubles: weather.counts,
    counts: count(rest, customers, scripts),
  };
}

/** Looks until nothing moves; at the deadline, what still does is stuck. */
async function waitForRest(
  team: Team,
  people: readonly Person[],
  withinMs: number,
): Promise<{ moving: string[]; rest: Rest }> {
  const end = performance.now() + withinMs;
  for (;;) {
    await team.signInAdmin();
    const isLast = performance.now() > end;
    const seen = await lookForRest(team, people, isLast);
    if (seen.moving.length === 0 || isLast) return seen;
    await sleep(500);
  }
}

function mergeCounts(maps: readonly ReadonlyMap<MessageId, number>[]): Map<MessageId, number> {
  const merged = new Map<MessageId, number>();
  for (const [id, times] of maps.flatMap((map) => [...map])) merged.set(id, (merged.get(id) ?? 0) + times);
  return merged;
}

function count({ ledger, truth }: Rest, customers: Customers, scripts: readonly AgentScript[]): Record<string, number> {
  const written = scripts.flatMap((script) => script.written);
  return {
    'customers wrote': customers.written(),
    'agents wrote': written.length,
    // Doubts that WhatsApp's own status ended before the agent had to decide (R-6d).
    'of it settled by a status': scripts.flatMap((script) =>
      [...script.uncertain].filter((id) => !script.resends.has(id)),
    ).length,
    'of it acknowledged': written.filter(({ messageId }) => messageId !== null).length,
    'taken back': written.filter(({ isTakenBack }) => isTakenBack).length,
    'accepted by WhatsApp': ledger.sends.length,
    'webhook POSTs': ledger.deliveries.length,
    ...Object.fromEntries(
      [...Map.groupBy(ledger.deliveries, ({ answer }) => answer)].map(([answer, all]) => [
        `of it answered ${answer}`,
        all.length,
      ]),
    ),
    'of it repeated': ledger.deliveries.filter(({ attempt }) => attempt > 1).length,
    'messages on the server': truth.messages.length,
    'changes in the log': truth.upTo,
  };
}
