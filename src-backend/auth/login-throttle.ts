import { isIPv6 } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db, type Tx, serialise } from '../platform/database/database.ts';
import type { LoginThrottleTable } from '../platform/database/tables.ts';

const windowMs = 15 * 60_000;
const accountFailures = 10;
const networkFailures = 50;
const firstDelayMs = 5000;

/**
 * Slows guessing down (S-44), in the database so that a restart doesn't help the guesser. An account is never locked,
 * only delayed: otherwise anyone could lock anyone out. Every attempt counts as a failure until `succeeded` takes it
 * back, so that guesses sent side by side count too.
 */
@Injectable()
export class LoginThrottle {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** Counts an attempt. Throws `rate_limited` with `retryAfter` in seconds when there were too many. */
  async attempt(email: string, address: string): Promise<void> {
    const now = this.clock.now();
    const network = networkKey(address);
    await this.db.transaction().execute(async (tx) => {
      const rows = [await this.row(tx, network, now), await this.row(tx, accountKey(email), now)];
      const blockedUntil = Math.max(...rows.map((row) => row.blockedUntil));
      if (blockedUntil > now) {
        const retryAfter = Math.ceil((blockedUntil - now) / 1000);
        throw new AppError('rate_limited', `Too many failed sign-ins; try again in ${duration(retryAfter)}`, {
          details: { retryAfter },
        });
      }
      for (const row of rows) await this.store(tx, failed(row, now));
    });
  }

  /** The last attempt was right: the account starts afresh, the network gets its attempt back. */
  async succeeded(tx: Tx, email: string, address: string): Promise<void> {
    // Network before account, as in `attempt`: the same order everywhere can't lock up.
    await tx
      .updateTable('loginThrottle')
      .set((eb) => ({ failures: eb('failures', '-', 1), blockedUntil: 0 }))
      .where('key', '=', networkKey(address))
      .where('failures', '>', 0)
      .execute();
    await tx.deleteFrom('loginThrottle').where('key', '=', accountKey(email)).execute();
    // Names that were tried and forgotten don't pile up.
    const longAgo = this.clock.now() - 24 * 60 * 60_000;
    await tx
      .deleteFrom('loginThrottle')
      .where('windowStartedAt', '<', longAgo)
      .where('blockedUntil', '<', longAgo)
      .execute();
  }

  /** The password was right and the code is still to come: a whole office signs in without using its network up. */
  async halfway(address: string): Promise<void> {
    await this.db
      .updateTable('loginThrottle')
      .set((eb) => ({ failures: eb('failures', '-', 1) }))
      .where('key', '=', networkKey(address))
      .where('failures', '>', 0)
      .execute();
  }

  private async row(tx: Tx, key: string, now: number): Promise<LoginThrottleTable> {
    await serialise(tx, `login:${key}`);
    const row = await tx.selectFrom('loginThrottle').selectAll().where('key', '=', key).executeTakeFirst();
    return row === undefined || isOver(row, now) ? { key, failures: 0, windowStartedAt: now, blockedUntil: 0 } : row;
  }

  private async store(tx: Tx, row: LoginThrottleTable): Promise<void> {
    const { failures, windowStartedAt, blockedUntil } = row;
    await tx
      .insertInto('loginThrottle')
      .values(row)
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ failures, windowStartedAt, blockedUntil }))
      .execute();
  }
}

function isOver(row: LoginThrottleTable, now: number): boolean {
  // Whoever waits out a delay of an account goes on from there; only a quiet quarter of an hour after it is forgiven.
  const since = isNetwork(row) ? row.windowStartedAt : Math.max(row.windowStartedAt, row.blockedUntil);
  return now >= since + windowMs;
}

function failed(row: LoginThrottleTable, now: number): LoginThrottleTable {
  const failures = row.failures + 1;
  if (isNetwork(row)) {
    return { ...row, failures, blockedUntil: failures >= networkFailures ? row.windowStartedAt + windowMs : 0 };
  }
  if (failures < accountFailures) return { ...row, failures };
  const delayMs = Math.min(firstDelayMs * 2 ** (failures - accountFailures), windowMs);
  return { ...row, failures, blockedUntil: now + delayMs };
}

function isNetwork(row: LoginThrottleTable): boolean {
  return row.key.startsWith('network:');
}

function accountKey(email: string): string {
  return `account:${email}`;
}

/** /24 of IPv4, /64 of IPv6: whoever has one address has the others. */
export function networkKey(address: string): string {
  const v4 = /^(?:::ffff:)?(\d+\.\d+\.\d+)\.\d+$/i.exec(address)?.[1];
  if (v4 !== undefined) return `network:${v4}.0/24`;
  if (!isIPv6(address)) return `network:${address}`;
  const [head = '', tail] = (address.split('%', 1)[0] ?? '').split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups = [...left, ...Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0'), ...right];
  return `network:${groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}

function duration(seconds: number): string {
  return seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
