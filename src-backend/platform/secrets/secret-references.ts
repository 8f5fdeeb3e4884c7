import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config.ts';
import { Clock } from '../clock.ts';
import { type SecretReference, readReference } from './secret-reference.ts';
import { readSecret } from './secret-stores.ts';

/** Long enough to spare the store a question with every message, short enough for a rotation. */
const keptMs = 60_000;
const maxKept = 1000;

/** Secrets of stores that somebody refers to while the server runs. They are kept in memory for a minute, and nowhere else. */
@Injectable()
export class SecretReferences {
  private readonly kept = new Map<string, { value: Promise<string>; until: number }>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** The secret that `text` refers to, or `text` itself. Throws SecretUnreadable. */
  async resolve(text: string): Promise<string> {
    const reference = readReference(text);
    if (reference === null) return text;
    const known = this.kept.get(text);
    if (known !== undefined && known.until > this.clock.now()) return await known.value;
    return await this.ask(text, reference);
  }

  /** The same without what is remembered: it may have been replaced a moment ago. */
  async resolveAnew(text: string): Promise<string> {
    const reference = readReference(text);
    return reference === null ? text : await this.ask(text, reference);
  }

  private async ask(text: string, reference: SecretReference): Promise<string> {
    const value = readSecret(reference, this.config.secretStores, {});
    if (this.kept.size >= maxKept) this.kept.clear();
    const mine = { value, until: this.clock.now() + keptMs };
    this.kept.set(text, mine);
    try {
      return await value;
    } catch (error) {
      if (this.kept.get(text) === mine) this.kept.delete(text);
      throw error;
    }
  }
}
