// The bare desktop stack: socket → its own encrypted SQLite → call-back. Counterpart of server.ts with `push`.
import SqliteFile from 'better-sqlite3';
import { io } from 'socket.io-client';

export interface FloorDesktopSettings {
  url: string;
  file: string;
  key: string;
}

interface Pushed {
  id: string;
  conversation: number;
  body: string;
  ts: number;
}

const settings = JSON.parse(process.argv[2] ?? '{}') as FloorDesktopSettings;
const now = (): number => Number(process.hrtime.bigint()) / 1e6;

const db = new SqliteFile(settings.file);
db.pragma("cipher = 'sqlcipher'");
db.pragma('legacy = 4');
db.pragma(`key = "x'${settings.key}'"`);
db.pragma('journal_mode = WAL');
db.pragma('synchronous = NORMAL');
db.exec(`
  create table if not exists message (
    id integer primary key, wamid text not null, conversation_id integer not null, direction integer not null,
    type text not null, body text, status text not null, ts integer not null, json text) strict;
  create unique index if not exists message_wamid on message (wamid);
  create index if not exists message_conversation on message (conversation_id, ts, id);
`);
const insert = db.prepare(
  `insert into message (wamid, conversation_id, direction, type, body, status, ts, json)
   values (?, ?, 0, 'text', ?, 'received', ?, '{"v":1}') on conflict do nothing`,
);
const begin = db.prepare('begin');
const commit = db.prepare('commit');

let turn: Pushed[] = [];
let delays: number[] = [];

const socket = io(settings.url, { transports: ['websocket'] });
socket.on('connect', () => process.send?.({ ready: true }));
socket.on('message', (message: Pushed) => {
  turn.push(message);
  if (turn.length === 1) setImmediate(applyTurn);
});

function applyTurn(): void {
  const messages = turn;
  turn = [];
  begin.run();
  for (const { id, conversation, body, ts } of messages) insert.run(id, conversation, body, ts);
  commit.run();
  const at = now();
  // The text begins with the time at which the webhook was due.
  for (const { body } of messages) delays.push(at - Number.parseFloat(body));
}

process.on('message', (message) => {
  if (message !== 'take') return;
  process.send?.({ delays });
  delays = [];
});
process.on('SIGTERM', () => {
  db.close();
  process.exit(0);
});
process.on('disconnect', () => process.exit(0));
