// A small backend for tests of the sync engine: real HTTP and socket.io, the contracts of src-shared, state in memory.
// It can be silent, refuse, lose answers, forget its history. The real one is tested in tests/integration.
// Longer than other files: it is a whole server, and every part works on the same few maps.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import type { Change, ChangePage, EntityKind } from '#shared/change.ts';
import { entitySchemas } from '#shared/change.ts';
import type { Conversation } from '#shared/conversation.ts';
import { AppError, httpStatus, toErrorShape, type ErrorShape } from '#shared/error.ts';
import type { Message } from '#shared/message.ts';
import { conversationOf, Mutation, type MutationResult } from '#shared/mutation.ts';
import { pendingContent } from '#shared/outgoing.ts';
import { rest, type RestName } from '#shared/wire/rest.ts';
import { aMessage, aTenant, aUser, changeTo, t0 } from '../cache/entities.fixtures.ts';

type Entity = Exclude<Change['data'], null>;
type Handler = (input: { query: URLSearchParams; body: unknown; token: string | null; id: string }) => unknown;

export const password = 'correct horse battery';

export class FakeBackend {
  epoch = 'history-1';
  now = t0;
  readonly user = aUser();
  readonly tenant = aTenant();
  /** Pushes are committed but not told. */
  silent = false;
  /** Called before a request is handled; may throw an AppError, or return 'lose' to act but never answer. */
  before: (name: RestName, body: unknown) => 'lose' | undefined = () => undefined;
  /** What a mutation does; by default sends and notes become messages. */
  apply: (mutation: Mutation) => ErrorShape | null = (mutation) => this.#applyDefault(mutation);
  readonly requests: { name: RestName; body: unknown }[] = [];
  /** Mutation ids in the order they took effect. */
  readonly applied: string[] = [];
  floor = 0;
  readonly #http = createServer((request, response) => void this.#serve(request, response));
  readonly #io = new Server(this.#http, { transports: ['websocket'] });
  readonly #entities = new Map<string, Change>();
  readonly #log: { seq: number; key: string }[] = [];
  readonly #results = new Map<string, MutationResult>();
  #seq = 0;
  #accessToken = 'access-0';
  #refreshToken = 'refresh-token-number-0';
  #spent: string | null = null;
  #rotations = 0;
  #revoked = false;

  async start(): Promise<string> {
    this.#io.use((socket, next) => {
      const isKnown = socket.handshake.auth['accessToken'] === this.#accessToken && !this.#revoked;
      next(isKnown ? undefined : Object.assign(new Error('refused'), { data: { code: 'unauthenticated' } }));
    });
    this.#io.on('connection', (socket) => socket.emit('heartbeat', this.heartbeat()));
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve));
    this.put('tenant', this.tenant);
    this.put('user', this.user);
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#http.closeAllConnections();
    await this.#io.close();
  }

  get head(): number {
    return this.#seq;
  }

  /** Commits entities as one push, unless `silent`. */
  put(...pairs: (EntityKind | Entity)[]): void {
    const after = this.#seq;
    const changes: Change[] = [];
    for (let i = 0; i < pairs.length; i += 2) {
      // Callers write kind, entity, kind, entity…
      const change = changeTo(pairs[i] as EntityKind, pairs[i + 1] as Entity, ++this.#seq);
      this.#store(change);
      changes.push(change);
    }
    this.push(this.page(after, changes));
  }

  /** Commits that these are gone, and then that this is there, as one push. */
  erase(gone: readonly { entity: EntityKind; id: string }[], kind: EntityKind, entity: Entity): void {
    const after = this.#seq;
    const changes = gone.map(({ entity: of, id }) => {
      const change = { seq: ++this.#seq, entity: of, id, version: 1000, data: null } as Change;
      this.#entities.set(`${of} ${id}`, change);
      this.#log.push({ seq: change.seq, key: `${of} ${id}` });
      return change;
    });
    const last = changeTo(kind, entity, ++this.#seq);
    this.#store(last);
    this.push(this.page(after, [...changes, last]));
  }

  push(page: ChangePage): void {
    if (!this.silent) this.#io.emit('changes', page);
  }

  page(after: number, changes: Change[], upTo = this.#seq): ChangePage {
    return { epoch: this.epoch, after, upTo, head: this.#seq, changes };
  }

  heartbeat(): object {
    const facts = { whatsapp: { state: 'ok', at: null }, webhook: { at: null, publicUrl: false } };
    return { epoch: this.epoch, head: this.#seq, serverTime: this.now, ...facts };
  }

  beat(): void {
    this.#io.emit('heartbeat', this.heartbeat());
  }

  dropSockets(): void {
    this.#io.disconnectSockets(true);
  }

  get sockets(): number {
    return this.#io.sockets.sockets.size;
  }

  endSession(reason: 'token_expired' | 'session_revoked'): void {
    this.#revoked = reason === 'session_revoked';
    if (reason === 'token_expired') this.#accessToken = 'expired';
    this.#io.emit('sessionEnd', { reason });
    this.#io.disconnectSockets(true);
  }

  /** As after restoring a backup: another history with the entities that are left. */
  restore(): void {
    this.epoch = `${this.epoch}+`;
    this.#seq = Math.max(1, this.#seq - 1);
    this.#log.length = 0;
    this.floor = this.#seq;
  }

  entitiesOf(kind: EntityKind): Entity[] {
    return [...this.#entities.values()].flatMap(({ entity, data }) => (entity === kind && data !== null ? [data] : []));
  }

  changesAfter(after: number, limit: number): ChangePage {
    const rows = this.#log.filter(({ seq }) => seq > after).slice(0, limit);
    const newest = new Map(rows.map(({ key, seq }) => [key, seq]));
    const changes = rows.flatMap(({ key, seq }) => {
      const change = this.#entities.get(key);
      return change === undefined || newest.get(key) !== seq ? [] : [{ ...change, seq }];
    });
    return this.page(after, changes, rows.at(-1)?.seq ?? after);
  }

  /** A call without HTTP, for tests of what lies above it. */
  answer = (name: RestName, query: Record<string, unknown>): unknown => {
    const given = Object.entries(query).filter(([, value]) => value !== undefined);
    const text = new URLSearchParams(Object.fromEntries(given.map(([key, value]) => [key, String(value)])));
    return this.#handlers[name]?.({ query: text, body: undefined, token: null, id: '' });
  };

  #store(change: Change): void {
    entitySchemas[change.entity].parse(change.data);
    const key = `${change.entity} ${change.id}`;
    this.#entities.set(key, change);
    this.#log.push({ seq: change.seq, key });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://x');
    if (url.pathname.startsWith('/socket.io')) return;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body: unknown = chunks.length === 0 ? undefined : JSON.parse(Buffer.concat(chunks).toString());
    const answer = (status: number, value: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    };
    try {
      const { name, id } = routeOf(request.method ?? '', url.pathname);
      this.requests.push({ name, body });
      const verdict = this.before(name, body);
      const token = request.headers.authorization?.slice('Bearer '.length) ?? null;
      if (!['login', 'refresh', 'health'].includes(name)) this.#authorise(token);
      const value = this.#handlers[name]?.({ query: url.searchParams, body, token, id });
      if (verdict === 'lose') request.socket.destroy();
      else answer(200, value);
    } catch (error) {
      const shape = toErrorShape(error);
      answer(httpStatus[shape.code], { success: false, ...shape, correlationId: 'test' });
    }
  }

  #authorise(token: string | null): void {
    if (this.#revoked) throw new AppError('unauthenticated', 'Ended', { details: { reason: 'session_revoked' } });
    if (token !== this.#accessToken) throw new AppError('unauthenticated', 'Expired');
  }

  #tokens(): object {
    return { accessToken: this.#accessToken, refreshToken: this.#refreshToken, expiresAt: this.now + 600_000 };
  }

  readonly #handlers: Partial<Record<RestName, Handler>> = {
    login: ({ body }) => {
      if ((body as { password: string }).password !== password) {
        throw new AppError('unauthenticated', 'The e-mail address or the password is wrong');
      }
      this.#revoked = false;
      this.#rotate();
      return { ...this.#tokens(), user: this.user };
    },
    refresh: ({ body }) => {
      const { refreshToken } = body as { refreshToken: string };
      if (this.#revoked) throw new AppError('unauthenticated', 'Ended', { details: { reason: 'session_expired' } });
      if (refreshToken === this.#refreshToken) this.#rotate();
      // The answer got lost: the same one again (S-45).
      else if (refreshToken !== this.#spent) {
        throw new AppError('unauthenticated', 'Ended', { details: { reason: 'session_revoked' } });
      }
      return this.#tokens();
    },
    logout: () => ({ success: true }),
    me: () => ({ user: this.user, tenant: this.tenant, superadmin: false }),
    changes: ({ query }) => {
      const after = Number(query.get('after'));
      if (query.get('epoch') !== this.epoch || after < this.floor) throw new AppError('sync_reset', 'Load anew');
      return this.changesAfter(after, Number(query.get('limit')));
    },
    snapshot: ({ query }) => {
      const all = [...this.#entities.values()].toSorted((a, b) => kinds.indexOf(a.entity) - kinds.indexOf(b.entity));
      const from = Number(query.get('cursor') ?? 0);
      const rows = all.slice(from, from + Math.min(Number(query.get('limit')), 3));
      const end = from + rows.length;
      const progress = { done: end, total: all.length };
      const entity = rows[0]?.entity ?? 'tenant';
      return {
        epoch: this.epoch,
        upTo: this.#seq,
        entity,
        rows,
        next: end < all.length ? String(end) : null,
        progress,
      };
    },
    olderMessages: ({ query }) => {
      const before = Number(query.get('beforeAt'));
      const messages = (this.entitiesOf('message') as Message[])
        .filter((message) => message.conversationId === query.get('conversationId') && message.at < before)
        .toSorted((a, b) => b.at - a.at || b.seq - a.seq);
      return { messages: messages.slice(0, Number(query.get('limit'))) };
    },
    typing: () => ({ success: true }),
    confirmErasure: () => ({ success: true }),
    mutate: ({ body }) => {
      const mutations = (body as { mutations: unknown[] }).mutations.map((mutation) => Mutation.parse(mutation));
      return { results: mutations.map((mutation) => this.#mutate(mutation)) };
    },
  };

  #rotate(): void {
    this.#rotations += 1;
    this.#spent = this.#refreshToken;
    this.#accessToken = `access-${this.#rotations}`;
    this.#refreshToken = `refresh-token-number-${this.#rotations}`;
  }

  #mutate(mutation: Mutation): MutationResult {
    const known = this.#results.get(mutation.id);
    if (known !== undefined) return known;
    const error = this.apply(mutation);
    if (error === null) this.applied.push(mutation.id);
    const result: MutationResult =
      error === null
        ? { id: mutation.id, status: 'applied', seq: this.#seq }
        : { id: mutation.id, status: 'rejected', error };
    this.#results.set(mutation.id, result);
    return result;
  }

  #applyDefault(mutation: Mutation): null {
    const conversation = this.#entities.get(`conversation ${conversationOf(mutation)}`)?.data as
      | Conversation
      | undefined;
    if (mutation.type === 'message.send' || mutation.type === 'note.add') {
      const message = aMessage({
        id: mutation.messageId,
        conversationId: mutation.conversationId,
        direction: mutation.type === 'message.send' ? 'outbound' : 'note',
        content:
          mutation.type === 'message.send'
            ? pendingContent(mutation.content, mutation.messageId)
            : { type: 'text', text: mutation.text },
        origin: { kind: 'agent', userId: this.user.id },
        seq: this.#seq + 1,
        at: this.now + this.#seq,
        inboundNo: null,
        sendState: mutation.type === 'message.send' ? { state: 'queued' } : null,
      });
      this.put('message', message);
    } else if (mutation.type === 'conversation.assign' && conversation !== undefined) {
      const { assigneeId } = mutation;
      this.put('conversation', { ...conversation, version: conversation.version + 1, assigneeId });
    }
    return null;
  }
}

const kinds = Object.keys(entitySchemas);

function routeOf(method: string, path: string): { name: RestName; id: string } {
  for (const [name, route] of Object.entries(rest)) {
    const match = new RegExp(`^${route.path.replace(':id', '([^/]+)')}$`).exec(path);
    // The keys of `rest` are its names.
    if (match !== null && route.method === method) return { name: name as RestName, id: match[1] ?? '' };
  }
  throw new AppError('not_found', `${method} ${path}`);
}
