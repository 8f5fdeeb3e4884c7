import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { getSample } from '../../media/samples.ts';
import { atWork } from './at-work.ts';

const norway = '4790000000';

it('sends uploaded files, plays voice notes, and fails what has the wrong kind', async () => {
  const { meet, send, shop, simulator, statuses } = await atWork();
  meet(norway);
  const upload = (name: Parameters<typeof getSample>[0]) => {
    const { bytes, mimeType } = getSample(name);
    return simulator.media.add({ bytes, mimeType, uploadedBy: shop }).id;
  };
  const voice = upload('voice-termin.ogg');
  const note = await send({ to: norway, type: 'audio', audio: { id: voice, voice: true } });
  expect((await statuses(note, 'played')).map(({ status }) => status)).toEqual(['sent', 'delivered', 'read', 'played']);
  expect(simulator.outbound.play(note.body.messages[0].id)).toBe(false);

  const failure = async (body: object) => (await statuses(await send({ to: norway, ...body }), 'failed'))[0].errors[0];
  expect(await failure({ type: 'image', image: { id: voice } })).toMatchObject({ code: 131053 });
  const song = upload('chime.mp3');
  expect((await failure({ type: 'audio', audio: { id: song, voice: true } })).error_data.details).toMatch(/OPUS mono/);
  const header = { type: 'image', image: { id: song } };
  const action = { buttons: [{ type: 'reply', reply: { id: 'a', title: 'A' } }] };
  const interactive = { type: 'button', header, body: { text: 'x' }, action };
  expect((await failure({ type: 'interactive', interactive })).error_data.details).toContain("['header']['image']");
});

it('fetches linked files once, shows their copy, and fails what cannot be fetched', async () => {
  const asked: string[] = [];
  const files = http.createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/gone') response.writeHead(404).end();
    else if (request.url === '/elsewhere') response.writeHead(302, { location: '/shoe.jpg' }).end();
    else if (request.url === '/large') response.setHeader('content-type', 'image/jpeg').end(Buffer.alloc(6 * 2 ** 20));
    else if (request.url === '/page') response.setHeader('content-type', 'text/html').end('<html>');
    else response.setHeader('content-type', 'image/jpeg; q=1').end(getSample('shoe.jpg').bytes);
  });
  await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void files.close().closeAllConnections());
  const base = `http://127.0.0.1:${(files.address() as AddressInfo).port}`;

  const { meet, number, receiver, send, simulator, statuses } = await atWork();
  const thread = simulator.threads.open(number, meet(norway));
  const photo = (path: string) => send({ to: norway, type: 'image', image: { link: base + path } });
  await statuses(await photo('/shoe.jpg'), 'read');
  await statuses(await photo('/shoe.jpg'), 'read');
  expect(asked).toEqual(['/shoe.jpg']);
  const shown = thread.messages.at(-1)?.content as { link: string; id: string };
  expect(shown.link).toBe(`${base}/shoe.jpg`);
  expect(simulator.media.find(shown.id)?.bytes).toEqual(getSample('shoe.jpg').bytes);
  expect(simulator.ledger.read(0, 10).records.sends[0]?.body).toEqual({ link: `${base}/shoe.jpg` });

  for (const [path, words] of [
    ['/gone', /http code 404/],
    ['/elsewhere', /http code 302/],
    ['/large', /too big/],
    ['/page', /mime type text\/html/],
  ] as const) {
    const [failed] = await statuses(await photo(path), 'failed');
    expect([path, failed.errors[0].code]).toEqual([path, 131053]);
    expect(failed.errors[0].error_data.details).toMatch(words);
  }
  const dead = await send({ to: norway, type: 'image', image: { link: 'http://127.0.0.1:1/x.jpg' } });
  expect((await statuses(dead, 'failed'))[0].errors[0]).toMatchObject({ code: 131053 });
  expect(receiver.statuses().some(({ status, errors }) => status === 'failed' && errors === undefined)).toBe(false);
});
