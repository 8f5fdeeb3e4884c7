import type { LoggerService } from '@nestjs/common';
import { redact } from './redact.ts';

/** The only things a log line may carry beside its text (S-47). Ids, kinds, sizes, states: never what people wrote. */
export interface LogFields {
  correlationId?: string | undefined;
  method?: string | undefined;
  route?: string | undefined;
  status?: number | undefined;
  durationMs?: number | undefined;
  tenantId?: string | undefined;
  userId?: string | undefined;
  accountId?: string | undefined;
  conversationId?: string | undefined;
  messageId?: string | undefined;
  sessionId?: string | undefined;
  eventId?: string | undefined;
  kind?: string | undefined;
  code?: string | number | undefined;
  count?: number | undefined;
  bytes?: number | undefined;
  attempt?: number | undefined;
  error?: unknown;
}

const allowed = new Set<string>([
  'correlationId',
  'method',
  'route',
  'status',
  'durationMs',
  'tenantId',
  'userId',
  'accountId',
  'conversationId',
  'messageId',
  'sessionId',
  'eventId',
  'kind',
  'code',
  'count',
  'bytes',
  'attempt',
  'error',
] satisfies (keyof LogFields)[]);

/** Writes one JSON object a line. Injected everywhere something is worth a line. */
export class Log implements LoggerService {
  private readonly write: (line: string) => void;
  private readonly debugging: boolean;

  constructor(options: { write: (line: string) => void; debug: boolean }) {
    this.write = options.write;
    this.debugging = options.debug;
  }

  info(text: string, fields: LogFields = {}): void {
    this.line('info', text, fields);
  }

  warn(text: string, fields?: LogFields | string): void {
    this.line('warn', text, fields);
  }

  /** `fields.error`: the thrown thing; its stack goes along. */
  error(text: unknown, fields?: LogFields | string): void {
    this.line('error', text, fields);
  }

  debug(text: string, fields?: LogFields | string): void {
    if (this.debugging) this.line('debug', text, fields);
  }

  /** What Nest itself has to say at its lowest level of interest. */
  log(text: unknown): void {
    if (this.debugging) this.line('debug', text, {});
  }

  private line(level: string, text: unknown, fields: LogFields | string | undefined): void {
    const safe: Record<string, unknown> = { at: new Date().toISOString(), level, text: redact(asText(text)) };
    // Nest hands its context, a string, as second argument.
    for (const [key, value] of Object.entries(typeof fields === 'object' ? fields : {})) {
      if (allowed.has(key) && value !== undefined) safe[key] = key === 'error' ? redact(asText(value)) : plain(value);
    }
    this.write(`${JSON.stringify(safe)}\n`);
  }
}

function plain(value: unknown): string | number {
  return typeof value === 'number' ? value : redact(String(value));
}

function asText(value: unknown): string {
  if (!(value instanceof Error)) return typeof value === 'string' ? value : String(value);
  const own = value.stack ?? `${value.name}: ${value.message}`;
  return value.cause === undefined ? own : `${own}\ncaused by ${asText(value.cause)}`;
}
