import { keptAlways, type AdminInput, type AdminRead } from '#shared/admin.ts';
import { AppError } from '#shared/error.ts';
import { can } from '#shared/permission.ts';
import type { User } from '#shared/user.ts';
import { rest, type RestName, type RestResponse } from '#shared/wire/rest.ts';
import type { Store } from '../cache/store.ts';
import type { RestClient, RestInput } from '../sync/rest-client.ts';
import type { Session } from '../sync/session.ts';
import type { Workspace } from '../workspace/workspace-api.ts';

export interface AdminOptions {
  store: Pick<Store, 'call'>;
  rest: RestClient;
  session: Pick<Session, 'call' | 'isSignedIn'>;
  /** Epoch ms. */
  serverNow: () => number;
  me: () => Promise<User>;
  /** The person has set up a second factor. */
  onEnrolled: () => void;
}

/** Answers that were had this lately are not asked for again only to be kept. */
const freshForMs = 10 * 60_000;

/** The admin's screens: what they read is kept in the cache, what they change goes to the backend at once. */
export class Admin {
  readonly #options: AdminOptions;
  #keptAt = Number.NEGATIVE_INFINITY;
  #isKeeping = false;
  #questions = 0;
  /** By key, the number of the question whose answer is kept. */
  readonly #answered = new Map<string, number>();

  constructor(options: AdminOptions) {
    this.#options = options;
  }

  readonly calls: Workspace['admin'] = {
    read: async ({ route, input, fresh }) => {
      if (fresh) await this.#keep(route, input);
      return this.#options.store.call('keptAnswer', keyOf(route, input));
    },
    act: async ({ route, input }) => {
      const answer = JSON.stringify(await this.#ask(route, input));
      if (route === 'confirmSecondFactor') this.#options.onEnrolled();
      return answer;
    },
    testToken: async ({ token }) => JSON.stringify(await this.#options.rest.call('integrationVerify', { token })),
  };

  /** The server has done what was planned here: copies from before it are not what an admin should find on the train. */
  async keepAnew(): Promise<void> {
    this.#keptAt = Number.NEGATIVE_INFINITY;
    await this.keepFresh();
  }

  /** So that an admin who loses the network finds every list here, also those never opened. */
  async keepFresh(): Promise<void> {
    const { me, session, serverNow } = this.#options;
    if (this.#isKeeping || serverNow() - this.#keptAt < freshForMs || !session.isSignedIn()) return;
    this.#isKeeping = true;
    try {
      // Before the first sync is over nobody knows who this is.
      const known = await me().catch(() => null);
      if (known === null || !can(known.role, 'token.write')) return;
      // Many operations at once have the lists read once more after the last of them, not once for each.
      while (serverNow() - this.#keptAt >= freshForMs) {
        this.#keptAt = serverNow();
        for (const route of keptAlways) {
          // One that is not for this person, or not now, is no reason to leave the others out.
          await this.#keep(route, {}).catch(() => undefined);
        }
      }
    } finally {
      this.#isKeeping = false;
    }
  }

  async #keep(route: AdminRead, input: AdminInput): Promise<void> {
    const question = ++this.#questions;
    const data = JSON.stringify(await this.#ask(route, input));
    const key = keyOf(route, input);
    // An answer that was overtaken tells what was before a change that has been seen already.
    if ((this.#answered.get(key) ?? 0) > question) return;
    this.#answered.set(key, question);
    await this.#options.store.call('keepAnswer', key, data, this.#options.serverNow());
  }

  #ask<N extends RestName>(route: N, input: AdminInput): Promise<RestResponse<N>> {
    return this.#options.session.call(route, checked(route, input));
  }
}

/** The same question has the same key, whatever the order of its words. */
export function keyOf(route: AdminRead, { params = {}, query = {} }: AdminInput): string {
  const sorted = (words: object) => Object.entries(words).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([route, sorted(params), sorted(query)]);
}

/** The page may be wrong, or hostile: nothing leaves that the route would not take. */
function checked<N extends RestName>(route: N, { params, query, body }: AdminInput): RestInput<N> {
  const { query: querySchema, body: bodySchema } = rest[route];
  for (const [name, schema, value] of [
    ['query', querySchema, query],
    ['body', bodySchema, body],
  ] as const) {
    const parsed = schema.safeParse(value);
    // Who asks for nothing special leaves the words out.
    if (parsed.success || (name === 'query' && value === undefined && schema.safeParse({}).success)) continue;
    const [issue] = parsed.error.issues;
    const field = issue?.path.join('.') || name;
    throw new AppError('invalid_input', `${field}: ${issue?.message ?? 'is not valid'}`, { details: { field } });
  }
  // Just checked against the schemas of this very route.
  return { ...(params && { params }), ...(query && { query }), ...(body !== undefined && { body }) } as RestInput<N>;
}
