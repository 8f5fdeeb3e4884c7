import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import { hash, parseOptions, verify } from '@node-rs/argon2';
import { AppError } from '#shared/error.ts';

/** Cost of one argon2id hash; memory in KiB. */
export interface PasswordCost {
  memoryCost: number;
  timeCost: number;
  parallelism: number;
}

/** S-43. About 130 ms on a small server. */
export const standardCost: PasswordCost = { memoryCost: 65_536, timeCost: 3, parallelism: 1 };

/** For tests that sign in hundreds of times. */
const cheapCost: PasswordCost = { memoryCost: 8, timeCost: 1, parallelism: 1 };

/** Cheap only in the test configuration, and only when it is asked for. */
export function passwordCost({ NODE_ENV, PARLEY_CHEAP_PASSWORDS }: NodeJS.ProcessEnv): PasswordCost {
  return NODE_ENV === 'test' && PARLEY_CHEAP_PASSWORDS === '1' ? cheapCost : standardCost;
}

const maxQueued = 50;

/**
 * Hashes and checks passwords, as many at a time as there are cores; 50 more may wait, the rest are told to come back
 * (S-43: otherwise signing in would be the way to bring the server down).
 */
@Injectable()
export class Passwords {
  private readonly cost: PasswordCost;
  private readonly slots: number;
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(cost: PasswordCost, slots = availableParallelism()) {
    this.cost = cost;
    this.slots = slots;
  }

  /** A PHC string. Throws `unavailable` when too many are waiting. */
  async hash(password: string): Promise<string> {
    return await this.inTurn(() => hash(normalise(password), this.cost));
  }

  /**
   * Is it the password of this hash? Without a hash (nobody of that name) it takes as long and says no. `rehash` is a
   * hash at today's cost when the stored one was made at another.
   */
  async check(stored: string | null, password: string): Promise<{ matches: boolean; rehash: string | null }> {
    if (stored === null) {
      await this.hash(password);
      return { matches: false, rehash: null };
    }
    const matches = await this.inTurn(() => verify(stored, normalise(password)));
    return { matches, rehash: matches && !this.isCurrent(stored) ? await this.hash(password) : null };
  }

  private isCurrent(stored: string): boolean {
    const { memoryCost, timeCost, parallelism } = parseOptions(stored);
    return (
      memoryCost === this.cost.memoryCost && timeCost === this.cost.timeCost && parallelism === this.cost.parallelism
    );
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running < this.slots) {
      this.running++;
    } else {
      if (this.waiting.length >= maxQueued) {
        throw new AppError('unavailable', 'Too many people are signing in; try again in a few seconds', {
          details: { retryAfter: 5 },
        });
      }
      // Whoever finishes hands over its place: `running` stays as it is.
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.running--;
      else next();
    }
  }
}

function normalise(password: string): string {
  return password.normalize('NFKC');
}
