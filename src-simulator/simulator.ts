import { type AccountNews, createAccountNews } from './company/account-news.ts';
import { createCompany, type Company } from './company/company.ts';
import { type Calls, createCalls } from './customers/calls.ts';
import { type Consent, createConsent } from './customers/consent.ts';
import { createDirectory, type Directory } from './customers/directory.ts';
import { createIdentities, type Identities } from './customers/identity.ts';
import { createLive, defaultEveryMs, type Live } from './customers/live.ts';
import { createPersonaPlayer, type PersonaPlayer } from './customers/persona-player.ts';
import { createPresence, type Presence } from './customers/presence.ts';
import { type Clock, createClock } from './engine/clock.ts';
import { createLedger, type Ledger } from './engine/ledger.ts';
import { createMetaIds, type MetaIds } from './engine/meta-ids.ts';
import { createRandom } from './engine/random.ts';
import { createFaults, type FaultSwitches } from './faults/faults.ts';
import { startTemplateFlips } from './faults/template-flips.ts';
import { deviceAccount, withoutDevices } from './gateway/device-number.ts';
import { createGateway, type Gateway } from './gateway/gateway.ts';
import { type BlockList, createBlockList } from './graph/blocking/block-list.ts';
import { createNodes, type Nodes } from './graph/nodes.ts';
import { createTokens, type Tokens } from './graph/tokens.ts';
import { countInbound } from './limits/count-inbound.ts';
import { createLimits, type Limits } from './limits/limits.ts';
import { createMediaStore, type MediaStore } from './media/media-store.ts';
import type { SimulatorOptions } from './options.ts';
import { createInbound, type Inbound } from './threads/inbound.ts';
import { createOutbound, type Outbound } from './threads/outbound.ts';
import { createTemplateLife, type TemplateLife } from './templates/template-life.ts';
import { createTemplateStore, type TemplateStore } from './templates/template-store.ts';
import { createStateFile } from './threads/state-file.ts';
import { createThreads, type Threads } from './threads/threads.ts';
import { createSubscriptions, type Subscriptions } from './webhooks/subscriptions.ts';
import type { DeliveryOptions } from './webhooks/target.ts';
import { createWebhooks, type Webhooks } from './webhooks/webhooks.ts';

/** All parts, wired. What serves them over HTTP is server.ts. */
export interface Simulator {
  options: SimulatorOptions;
  company: Company;
  directory: Directory;
  clock: Clock;
  ids: MetaIds;
  ledger: Ledger;
  faults: FaultSwitches;
  nodes: Nodes;
  tokens: Tokens;
  accountNews: AccountNews;
  /** Whom numbers of the company have blocked. */
  blocking: BlockList;
  media: MediaStore;
  templates: TemplateStore;
  templateLife: TemplateLife;
  limits: Limits;
  threads: Threads;
  inbound: Inbound;
  outbound: Outbound;
  presence: Presence;
  /** Whom customers block and whose marketing they stopped. */
  consent: Consent;
  identities: Identities;
  calls: Calls;
  /** Stories of customers. */
  player: PersonaPlayer;
  live: Live;
  /** Devices linked by QR code. */
  gateway: Gateway;
  subscriptions: Subscriptions;
  webhooks: Webhooks;
  /** May be changed while running. */
  delivery: DeliveryOptions;
  shuffle: <T>(items: readonly T[]) => T[];
  close(): void;
}

/** Updates waiting for one subscriber before new ones are dropped and counted. */
const queueCapacity = 200_000;

export function createSimulator(options: SimulatorOptions): Simulator {
  const { seed } = options;
  const company = createCompany(seed);
  const clock = createClock(options.clockAt === null ? {} : { frozenAt: options.clockAt });
  const ids = createMetaIds(seed, clock.now());
  const ledger = createLedger(options.ledgerSize);
  const faults = createFaults(options.faults);
  const media = createMediaStore(seed, { clock, ids, faults });
  const templates = createTemplateStore(seed, company, clock.now());
  const threads = createThreads();
  const directory = createDirectory(seed, options.readRate);
  const consent = createConsent();
  const nodes = createNodes(company);
  const subscriptions = createSubscriptions(options.webhookTimeoutMs, company.appSecret);
  const delivery = {
    batchSize: options.webhookBatch,
    retryScale: options.webhookRetryScale,
    capacity: queueCapacity,
    timeoutMs: options.webhookTimeoutMs,
  };
  const webhooks = createWebhooks(delivery, {
    clock,
    ledger,
    faults,
    subscriptions,
    random: createRandom(seed, 'reorder'),
    foreignPhoneNumberId: company.foreignWabas[0]?.numbers[0]?.id ?? '0',
  });
  const templateLife = createTemplateLife(options.templateReviewMs, { clock, webhooks, templates });
  startTemplateFlips({ clock, faults, company, templates, templateLife });
  const blocking = createBlockList();
  const inbound = createInbound({
    clock,
    ids,
    ledger,
    faults,
    threads,
    webhooks,
    media,
    consent,
    // A device sees edits and revokes, as every phone does.
    isCoexistence: (number) => number.wabaId === deviceAccount || nodes.stateOf(number).isCoexistence,
    hasIdentityCheck: (number) =>
      nodes.findNumber(number.id) !== undefined && nodes.stateOf(number).settings.isIdentityCheckOn,
    isBlocked: blocking.isBlocked,
  });
  const limits = createLimits(options.hasLimits, clock);
  countInbound({ clock, limits, nodes, threads: withoutDevices(threads) });
  const outbound = createOutbound(
    { delays: options.statusDelays, freeServiceMessages: options.freeServiceMessages },
    {
      clock,
      random: createRandom(seed, 'statuses'),
      ids,
      ledger,
      faults,
      threads,
      webhooks,
      consent,
      limits,
      media,
    },
  );
  const shuffleRandom = createRandom(seed, 'batch');

  const presence = createPresence();
  const identities = createIdentities(seed, { clock, directory, consent, threads, inbound, webhooks });
  const player = createPersonaPlayer({
    clock,
    random: createRandom(`${seed}@${clock.now()}`, 'personas'),
    threads,
    inbound,
    outbound,
    media,
    consent,
    identities,
    presence,
  });
  const live = createLive({
    clock,
    random: createRandom(`${seed}@${clock.now()}`, 'live'),
    company,
    directory,
    presence,
    player,
    subscriptions,
    threads,
    inbound,
    outbound,
  });
  if (options.live) live.start(defaultEveryMs);

  const gateway = createGateway(
    { seed, webhookTimeoutMs: options.webhookTimeoutMs, retryScale: () => delivery.retryScale },
    { clock, ledger, company, directory, threads, media, consent },
  );

  const { stateFile } = options;
  const state = stateFile === null ? null : createStateFile(stateFile, seed, { threads, directory, consent, nodes });
  state?.load();
  threads.onEvent(() => state?.touch());

  openExampleWindows();
  return {
    options,
    company,
    directory,
    clock,
    ids,
    ledger,
    faults,
    nodes,
    tokens: createTokens(company, seed, clock),
    blocking,
    accountNews: createAccountNews({ company, clock, subscriptions, webhooks }),
    media,
    templates,
    templateLife,
    limits,
    threads,
    inbound,
    outbound,
    presence,
    consent,
    identities,
    calls: createCalls({ clock, random: createRandom(`${seed}@${clock.now()}`, 'calls'), threads, webhooks }),
    player,
    live,
    gateway,
    subscriptions,
    webhooks,
    delivery,
    shuffle: (items) => shuffleRandom.shuffle(items),
    close() {
      live.stop();
      gateway.close();
      state?.close();
      clock.stop();
      webhooks.close();
    },
  };

  /** The recipients of the integration examples may be written to at any time (ruling 13). */
  function openExampleWindows(): void {
    for (const waId of ['1234567890', '919876543220']) {
      const customer = directory.find(waId);
      if (!customer) continue;
      for (const number of company.wabas.flatMap((waba) => waba.numbers)) {
        threads.open(number, customer).windowClosesAt = Number.POSITIVE_INFINITY;
      }
    }
  }
}
