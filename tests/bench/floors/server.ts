// The bare server stack, as fast as it goes: NestJS on Fastify, signature over the raw body, one transaction for all
// requests of an event-loop turn, 200 after the commit, optionally a socket.io push. No domain work at all. What it
// writes per message is told by its settings. One file and no local imports: it is started as plain JavaScript, so that
// its start-up is not the one of a TypeScript loader.
import 'reflect-metadata';
import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  Controller,
  Get,
  HttpCode,
  Inject,
  Injectable,
  Module,
  Post,
  Req,
  UnauthorizedException,
  UseGuards,
  type ExecutionContext,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import SqliteFile from 'better-sqlite3';
import { Server } from 'socket.io';

export interface FloorServerSettings {
  appSecret: string;
  file: string;
  /** 64 hex digits encrypt the file as the product's is; null leaves it plain. */
  key: string | null;
  sync: 'FULL' | 'NORMAL';
  /** Rows that one message inserts, its own included, and rows that it updates. */
  inserts: number;
  updates: number;
  push: boolean;
}

interface Webhook {
  entry: [{ changes: [{ value: { messages: WebhookMessage[] } }] }];
}
interface WebhookMessage {
  id: string;
  from: string;
  timestamp: string;
  type: string;
  text: { body: string };
}
interface Pushed {
  id: string;
  conversation: number;
  body: string;
  ts: number;
}
interface RawRequest {
  rawBody: Buffer;
  headers: Record<string, string | undefined>;
  body: Webhook;
}

const settings = JSON.parse(process.argv[2] ?? '{}') as FloorServerSettings;

const db = new SqliteFile(settings.file);
if (settings.key !== null) {
  db.pragma("cipher = 'sqlcipher'");
  db.pragma('legacy = 4');
  db.pragma(`key = "x'${settings.key}'"`);
}
db.pragma('journal_mode = WAL');
db.pragma(`synchronous = ${settings.sync}`);
db.exec(`
  create table if not exists message (
    id integer primary key, wamid text not null, conversation_id integer not null, direction integer not null,
    type text not null, body text, status text not null, ts integer not null, json text) strict;
  create unique index if not exists message_wamid on message (wamid);
  create index if not exists message_conversation on message (conversation_id, ts, id);
  create table if not exists event (id integer primary key, body blob not null) strict;
  create table if not exists entry (id integer primary key, kind text, entity text, version integer, at integer) strict;
  create table if not exists counter (id integer primary key, n integer not null, at integer not null) strict;
`);
const counters = 1000;
const insertCounter = db.prepare('insert or ignore into counter values (?, 0, 0)');
db.transaction(() => {
  for (let id = 0; id < counters; id++) insertCounter.run(id);
})();
const insertMessage = db.prepare(
  `insert into message (wamid, conversation_id, direction, type, body, status, ts, json)
   values (?, ?, 0, ?, ?, 'received', ?, '{"v":1}') on conflict do nothing`,
);
const insertEvent = db.prepare('insert into event (body) values (?)');
const insertEntry = db.prepare('insert into entry (kind, entity, version, at) values (?, ?, ?, ?)');
const updateCounter = db.prepare('update counter set n = n + 1, at = ? where id = ?');
const begin = db.prepare('begin immediate');
const commit = db.prepare('commit');

function store(message: WebhookMessage, raw: Buffer): Pushed | null {
  const conversation = Number(message.from) % 100_000;
  const ts = Number(message.timestamp);
  const { changes, lastInsertRowid } = insertMessage.run(message.id, conversation, message.type, message.text.body, ts);
  if (changes === 0) return null;
  if (settings.inserts > 1) insertEvent.run(raw);
  for (let row = 2; row < settings.inserts; row++) insertEntry.run('message', message.id, Number(lastInsertRowid), ts);
  for (let row = 0; row < settings.updates; row++) updateCounter.run(ts, (conversation + row * 7) % counters);
  return { id: message.id, conversation, body: message.text.body, ts };
}

let push = (_message: Pushed): void => undefined;
let turn: { messages: WebhookMessage[]; raw: Buffer; done: () => void }[] = [];

function ingest(messages: WebhookMessage[], raw: Buffer): Promise<void> {
  return new Promise((done) => {
    turn.push({ messages, raw, done });
    if (turn.length === 1) setImmediate(commitTurn);
  });
}

function commitTurn(): void {
  const requests = turn;
  turn = [];
  begin.run();
  const stored = requests.flatMap(({ messages, raw }) => messages.map((message) => store(message, raw)));
  commit.run();
  for (const { done } of requests) done();
  for (const message of stored) if (message !== null) push(message);
}

// Decorators as plain calls: Node runs this file as it stands.
class SignatureGuard {
  canActivate(context: ExecutionContext): boolean {
    const { rawBody, headers } = context.switchToHttp().getRequest<RawRequest>();
    const wanted = createHmac('sha256', settings.appSecret).update(rawBody).digest();
    const given = Buffer.from((headers['x-hub-signature-256'] ?? '').slice(7), 'hex');
    if (given.length !== 32 || !timingSafeEqual(wanted, given)) throw new UnauthorizedException();
    return true;
  }
}
class Store {
  ingest(request: RawRequest): Promise<void> {
    return ingest(request.body.entry[0].changes[0].value.messages, request.rawBody);
  }
}
class WebhookController {
  readonly store: Store;
  constructor(store: Store) {
    this.store = store;
  }
  async receive(request: RawRequest): Promise<string> {
    await this.store.ingest(request);
    return 'EVENT_RECEIVED';
  }
  health(): string {
    return 'ok';
  }
}
class FloorModule {
  readonly name = 'floor';
}

function decorate(method: 'receive' | 'health', ...decorators: MethodDecorator[]): void {
  const { prototype } = WebhookController;
  const descriptor = Object.getOwnPropertyDescriptor(prototype, method);
  if (descriptor) for (const each of decorators) each(prototype, method, descriptor);
}
Injectable()(SignatureGuard);
Injectable()(Store);
Inject(Store)(WebhookController, undefined, 0);
Req()(WebhookController.prototype, 'receive', 0);
decorate('receive', Post('api/whatsapp/webhook'), HttpCode(200), UseGuards(SignatureGuard));
decorate('health', Get('health'));
Controller()(WebhookController);
Module({ controllers: [WebhookController], providers: [Store, SignatureGuard] })(FloorModule);

const app = await NestFactory.create<NestFastifyApplication>(FloorModule, new FastifyAdapter(), {
  rawBody: true,
  logger: false,
});
if (settings.push) {
  const io = new Server(app.getHttpServer(), { transports: ['websocket'] });
  io.on('connection', (socket) => void socket.join('everyone'));
  push = (message) => void io.to('everyone').emit('message', message);
}
await app.listen(0, '127.0.0.1');
process.stdout.write(`floor listening on ${await app.getUrl()}\n`);
process.on('SIGTERM', () => {
  db.close();
  process.exit(0);
});
process.on('disconnect', () => process.exit(0));
