import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { AppError } from '#shared/error.ts';
import { newId, type ConversationId, type LibraryItemId, type MediaId, type MutationId } from '#shared/ids.ts';
import type { LocalFile, UploadProgress } from '#shared/upload.ts';
import { aSend, t0 } from '../cache/entities.fixtures.ts';
import { memoryStore } from '../cache/store.fixtures.ts';
import type { WorkspaceStore } from '../cache/workspace-store.ts';
import { ManualClock } from '../sync/clock.fixtures.ts';
import { DiskFolder } from './local-folder.ts';
import { Staging } from './staging.ts';
import { UploadPump } from './upload-pump.ts';

const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), randomBytes(300_000)]);
const conversationId = newId<ConversationId>();
const options = { now: t0, notBefore: null, accountId: null, clearDraft: null } as const;

let dir: string;
let store: WorkspaceStore;
let staging: Staging;
let folder: DiskFolder;
let clock: ManualClock;
let pump: UploadPump;
let running: UploadProgress[];
let refused: string[];
let uploads: { file: LocalFile; done: () => void; fail: (error: AppError) => void; signal: AbortSignal }[];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'parley-uploads-'));
  const memory = memoryStore();
  store = memory.direct;
  folder = new DiskFolder(join(dir, 'uploads'), randomBytes(32));
  staging = new Staging(memory.store, folder);
  clock = new ManualClock(t0);
  running = [];
  refused = [];
  uploads = [];
  pump = new UploadPump({
    store: memory.store,
    clock,
    random: () => 0,
    isSignedIn: () => true,
    upload: (file, { signal }) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new AppError('conflict', 'called off')));
        uploads.push({ file, signal, done: resolve, fail: reject });
      }),
    onDone: async ({ mediaId }) => store.dropLocalFile(mediaId),
    onRefused: (_written, rejections) => refused.push(...rejections.map(({ error }) => error.message)),
    onProgress: (now) => (running = now),
  });
  pump.start();
});
afterEach(() => {
  pump.stop();
  rmSync(dir, { recursive: true });
});

async function stage(bytes = png, filename = 'a.png'): Promise<LocalFile> {
  const id = staging.begin({ conversationId, filename, declared: '', size: bytes.length });
  for (let at = 0; at < bytes.length; at += 100_000) await staging.write(id, bytes.subarray(at, at + 100_000));
  return staging.finish(id);
}

function send(id: MediaId, over: Parameters<typeof aSend>[0] = {}) {
  const media = { id, mimeType: 'image/png', filename: 'a.png' };
  const mutation = aSend({
    conversationId,
    content: { type: 'media', kind: 'image', media, caption: null, voice: false },
    ...over,
  });
  store.enqueue(mutation, options);
  pump.wake();
  return mutation;
}

async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
}

it('keeps a file sealed on the disk, tells its type by its bytes, and gives it back as it was', async () => {
  const file = await stage(png, 'photo.jpg');
  expect(file).toMatchObject({ conversationId, filename: 'photo.png', mimeType: 'image/png', size: png.length });
  expect(store.filesInDraft(conversationId)).toEqual([file]);
  const [name = ''] = readdirSync(join(dir, 'uploads'));
  expect(readFileSync(join(dir, 'uploads', name)).includes(png.subarray(1000, 1100))).toBe(false);
  const opened = await folder.open(file.mediaId);
  expect(await opened?.read(0, png.length)).toEqual(png);
  await opened?.close();
});

it('takes a file from the disk, and says in words why one can’t be taken', async () => {
  const path = join(dir, 'scan.pdf');
  writeFileSync(path, Buffer.concat([Buffer.from('%PDF-1.7'), randomBytes(2_500_000)]));
  expect(await staging.takePath(conversationId, path)).toMatchObject({ mimeType: 'application/pdf', size: 2_500_008 });
  writeFileSync(path, '');
  await expect(staging.takePath(conversationId, path)).rejects.toThrow('“scan.pdf” is empty');
  await expect(staging.takePath(conversationId, join(dir, 'gone.pdf'))).rejects.toThrow('could not be read');
  expect(() => staging.begin({ conversationId, filename: 'film', declared: '', size: 200_000_000 })).toThrow('100 MB');
});

it('refuses a file that is shorter or longer than it was said to be, and keeps nothing of it', async () => {
  const short = staging.begin({ conversationId, filename: 'a.png', declared: '', size: png.length + 1 });
  await staging.write(short, png);
  await expect(staging.finish(short)).rejects.toThrow('attach it again');
  const long = staging.begin({ conversationId, filename: 'a.png', declared: '', size: 10 });
  await expect(staging.write(long, png)).rejects.toThrow('has changed');
  await settle();
  expect(store.localFiles()).toEqual([]);
});

it('a quick reply goes to the server only once its file is there; a file that nobody saved can be let go of', async () => {
  const path = join(dir, 'menu.png');
  writeFileSync(path, png);
  const file = await staging.takePath(null, path);
  const forgotten = await staging.takePath(null, path);
  const media = { mediaId: file.mediaId, mime: file.mimeType, filename: file.filename };
  const content = { kind: 'quickReply' as const, shortcut: 'menu', title: 'Menu', text: '', media };
  const saved = { id: newId<MutationId>(), itemId: newId<LibraryItemId>(), expected: 0, shared: false, content };
  store.addOperation({ ...saved, type: 'library.save', madeAt: t0 }, t0);
  pump.wake();
  await settle();
  expect(store.filesInDraft(null)).toEqual([forgotten]);
  expect(store.discardLocalFile(file.mediaId)).toBe(false);
  expect(store.discardLocalFile(forgotten.mediaId)).toBe(true);
  expect(store.takeBatch(t0, [], 10)).toEqual([]);
  uploads[0]?.done();
  await settle();
  expect(store.takeBatch(t0, [], 10)).toMatchObject([{ id: saved.id, content }]);
});

it('sends a message only once its file is at the server; what is behind it in the conversation waits, others do not', async () => {
  const file = await stage();
  const first = send(file.mediaId);
  const second = aSend({ conversationId });
  const other = aSend();
  store.enqueue(second, options);
  store.enqueue(other, options);
  await settle();
  expect(store.takeBatch(t0, [], 10)).toEqual([other]);
  expect(running).toEqual([{ mediaId: file.mediaId, sent: 0, total: png.length }]);
  uploads[0]?.done();
  await settle();
  expect(running).toEqual([]);
  expect(store.takeBatch(t0, [], 10)).toEqual([first, second, other]);
});

it('starts nothing for a message that is held back for undo', async () => {
  const file = await stage();
  const mutation = aSend({ conversationId, content: mediaOf(file) });
  store.enqueue(mutation, { ...options, notBefore: t0 + 5000 });
  pump.wake();
  await settle();
  expect(uploads).toEqual([]);
  expect(store.takeBack(mutation.id, t0).text).toBe('');
  expect(store.filesInDraft(conversationId)).toEqual([file]);
});

it('tries again after a broken connection, and refuses the message when the server refuses the file', async () => {
  const file = await stage();
  const mutation = send(file.mediaId);
  await settle();
  uploads[0]?.fail(new AppError('offline', 'gone'));
  await settle();
  expect(uploads).toHaveLength(1);
  clock.advance(1000);
  await settle();
  expect(uploads).toHaveLength(2);
  uploads[1]?.fail(new AppError('invalid_input', 'The file is empty'));
  await settle();
  expect(refused).toEqual(['The file is empty']);
  expect(store.pending(mutation.id)).toMatchObject({ state: 'rejected' });
});

it('gives up an upload at once when its message is taken back', async () => {
  const file = await stage();
  const mutation = send(file.mediaId);
  await settle();
  pump.cancel([file.mediaId]);
  store.takeBack(mutation.id, t0);
  await settle();
  expect(uploads[0]?.signal.aborted).toBe(true);
  expect(running).toEqual([]);
  expect(store.filesInDraft(conversationId)).toEqual([file]);
});

it('forgets a file that was taken out of a draft, but none that a message has', async () => {
  const file = await stage();
  send(file.mediaId);
  expect(store.discardLocalFile(file.mediaId)).toBe(false);
  const other = await stage();
  expect(store.discardLocalFile(other.mediaId)).toBe(true);
  expect(store.localFiles()).toEqual([file]);
});

function mediaOf({ mediaId, mimeType, filename }: LocalFile) {
  return {
    type: 'media' as const,
    kind: 'image' as const,
    media: { id: mediaId, mimeType, filename },
    caption: null,
    voice: false,
  };
}
