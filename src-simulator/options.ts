import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readFaultFlags } from './faults/fault-flags.ts';
import type { Faults } from './faults/faults.ts';

const delays = z
  .string()
  .regex(/^\d+,\d+,\d+$/, 'three numbers of milliseconds, as in 300,900,4000')
  .transform((text) => {
    const [sent = 0, delivered = 0, read = 0] = text.split(',').map(Number);
    return { sent, delivered, read };
  });

const Options = z.object({
  port: z.coerce.number().int().min(0).max(65_535).default(0),
  host: z.string().min(1).default('127.0.0.1'),
  seed: z.string().min(1).max(100).default('parley'),
  live: z.boolean().default(false),
  'template-review-ms': z.coerce.number().int().min(0).default(20_000),
  'status-delays': delays.default({ sent: 300, delivered: 900, read: 4000 }),
  'read-rate': z.coerce.number().min(0).max(1).optional(),
  'allow-old-versions': z.boolean().default(false),
  'webhook-batch': z.coerce.number().int().min(1).max(1000).default(1),
  'webhook-retry-scale': z.coerce.number().min(0).max(10).default(1),
  'webhook-timeout': z.coerce.number().int().min(10).max(120_000).default(10_000),
  limits: z.enum(['real', 'off']).default('real'),
  'free-service-messages': z.coerce.number().int().min(0).max(1_000_000).default(0),
  fault: z.array(z.string()).default([]),
  'ledger-size': z.coerce.number().int().min(100).max(5_000_000).default(100_000),
  'clock-at': z.iso.datetime().optional(),
  state: z.string().min(1).optional(),
  'exit-with-parent': z.boolean().default(false),
  help: z.boolean().default(false),
});

export interface SimulatorOptions {
  port: number;
  host: string;
  seed: string;
  /** Customers write by themselves from the start. */
  live: boolean;
  /** Each after the one before, ms. */
  /** Until reviewers have looked at a template, ms. */
  templateReviewMs: number;
  statusDelays: { sent: number; delivered: number; read: number };
  /** Chance that a message is read without being told to; null leaves each person theirs. */
  readRate: number | null;
  allowOldVersions: boolean;
  webhookBatch: number;
  webhookRetryScale: number;
  webhookTimeoutMs: number;
  /** False: as fast and to as many people as one likes, for load tests. */
  hasLimits: boolean;
  /** Service messages of a number that cost nothing each month. */
  freeServiceMessages: number;
  /** Switches that are on from the start. */
  faults: Partial<Faults>;
  ledgerSize: number;
  /** Epoch ms at which the clock stands still until it is moved; null runs with the real one. */
  clockAt: number | null;
  /** File that keeps the chats from one run to the next; null forgets them. */
  stateFile: string | null;
}

export class OptionError extends Error {
  override readonly name = 'OptionError';
}

export const usage = `parley simulator: plays Meta's WhatsApp Cloud API, the customers and their phone

  --port N                 port to listen on; 0 (default) takes a free one
  --host ADDRESS           address to listen on (127.0.0.1)
  --seed TEXT              same seed, same company, customers and chances (parley)
  --live                   customers write by themselves
  --template-review-ms MS  ms until a template is approved or rejected (20000)
  --status-delays A,B,C    ms until sent, then delivered, then read (300,900,4000)
  --read-rate 0..1         chance that a customer reads by themselves; default: each their own
  --allow-old-versions     answer Graph versions that Meta has switched off
  --webhook-batch N        most updates in one webhook POST (1)
  --webhook-retry-scale X  factor on Meta's gaps between retries (1)
  --webhook-timeout MS     how long a subscriber may take to answer (10000)
  --limits real|off        Meta's limits: 80 messages/s, 1 per 6 s to a person, people per day … (real)
  --free-service-messages N  service messages of a number that are free each month (0)
  --fault NAME=VALUE       a switch of POST /_control/faults that is on from the start; may be repeated
  --ledger-size N          records kept of each kind for GET /_control/ledger (100000)
  --clock-at TIME          start with the clock standing still at this UTC time (2026-11-20T09:00:00Z)
  --state FILE             keep chats and windows in this file from one run to the next
  --exit-with-parent       exit when standard input closes
  --help                   this text

The first line on standard output is "parley simulator listening on http://ADDRESS:PORT". Open that address to play a
customer's phone. The control API under /_control is described in src-simulator/README.md.
`;

/** Reads the command line; {@link OptionError} names the flag that is wrong. */
export function readOptions(argv: readonly string[]): SimulatorOptions & { help: boolean; exitWithParent: boolean } {
  let values: Record<string, unknown>;
  try {
    const flags = Object.keys(Options.shape).map((name) => {
      const isSwitch = ['live', 'allow-old-versions', 'exit-with-parent', 'help'].includes(name);
      return [name, { type: isSwitch ? 'boolean' : 'string', multiple: name === 'fault' }] as const;
    });
    ({ values } = parseArgs({ args: [...argv], options: Object.fromEntries(flags), strict: true }));
  } catch (error) {
    throw new OptionError(error instanceof Error ? error.message : String(error), { cause: error });
  }
  const parsed = Options.safeParse(values);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new OptionError(`--${String(issue?.path[0])}: ${issue?.message}`);
  }
  const options = parsed.data;
  return {
    port: options.port,
    host: options.host,
    seed: options.seed,
    live: options.live,
    templateReviewMs: options['template-review-ms'],
    statusDelays: options['status-delays'],
    readRate: options['read-rate'] ?? null,
    allowOldVersions: options['allow-old-versions'],
    webhookBatch: options['webhook-batch'],
    webhookRetryScale: options['webhook-retry-scale'],
    webhookTimeoutMs: options['webhook-timeout'],
    hasLimits: options.limits === 'real',
    freeServiceMessages: options['free-service-messages'],
    faults: readFaults(options.fault),
    ledgerSize: options['ledger-size'],
    clockAt: options['clock-at'] === undefined ? null : Date.parse(options['clock-at']),
    stateFile: options.state ?? null,
    exitWithParent: options['exit-with-parent'],
    help: options.help,
  };
}

function readFaults(flags: readonly string[]): Partial<Faults> {
  try {
    return readFaultFlags(flags);
  } catch (error) {
    throw new OptionError(`--fault: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
