/**
 * Makes the sample files anew. Run by hand, with Node 24, after a drawing or a sentence was changed; its tools are
 * Debian's chromium, ffmpeg, imagemagick, espeak-ng, webp and zip, which nothing else needs.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { complaint, guestList, type OfficeFile } from './office-files.ts';

const here = import.meta.dirname;
const out = dirname(here);
const scratch = mkdtempSync(join(tmpdir(), 'samples-'));

/** Drawings become photos of the size a messenger sends. */
const photos: Record<string, [width: number, height: number]> = {
  parcel: [960, 1280],
  'damaged-box': [1280, 960],
  shoe: [1280, 960],
  'hotel-room': [1280, 960],
  prescription: [960, 1280],
  receipt: [960, 1280],
  harbour: [1280, 960],
};

const voices: Record<string, [voice: string, text: string]> = {
  'voice-parcel': [
    'en-gb',
    'Hello! My parcel came this morning, but the box is crushed and one cup is broken. What can we do?',
  ],
  'voice-termin': [
    'de',
    'Guten Tag, ich möchte meinen Termin am Donnerstag verschieben. Geht es auch am Freitag um zehn?',
  ],
  'voice-reserva': ['es', 'Hola, llegamos hoy muy tarde, sobre las once de la noche. ¿Hay alguien en la recepción?'],
};

for (const [name, size] of Object.entries(photos)) {
  run('convert', draw(name, size), '-quality', '72', '-sampling-factor', '4:2:0', '-strip', result(`${name}.jpg`));
}
run(
  'convert',
  draw('app-screenshot', [720, 1280]),
  '-strip',
  '-define',
  'png:color-type=2',
  result('app-screenshot.png'),
);

for (const [name, [voice, text]] of Object.entries(voices)) {
  const wav = join(scratch, `${name}.wav`);
  run('espeak-ng', '-v', voice, '-s', '150', '-w', wav, text);
  ffmpeg('-i', wav, '-ac', '1', '-c:a', 'libopus', '-b:a', '20k', '-application', 'voip', result(`${name}.ogg`));
}

// Four soft notes, one after the other and ringing on.
const chime = [523.25, 659.25, 783.99, 1046.5]
  .map((hertz, beat) => `0.2*gte(t\\,${beat * 0.7})*exp(-2*(t-${beat * 0.7}))*sin(2*PI*${hertz}*t)`)
  .join('+');
ffmpeg('-f', 'lavfi', '-i', `aevalsrc=${chime}:d=5:s=44100`, '-c:a', 'libmp3lame', '-b:a', '64k', result('chime.mp3'));

// The camera moves along the harbour; the sea is filtered noise.
ffmpeg(
  ...[
    '-loop',
    '1',
    '-i',
    draw('harbour', [1280, 960]),
    '-f',
    'lavfi',
    '-i',
    'anoisesrc=color=brown:amplitude=0.15:seed=7',
  ],
  ...['-filter_complex', '[0]crop=960:720:40+t*80:120+t*20,scale=640:480[v];[1]tremolo=f=0.4:d=0.6[a]'],
  ...['-map', '[v]', '-map', '[a]', '-t', '3', '-r', '25', '-c:v', 'libx264', '-preset', 'veryslow', '-crf', '27'],
  ...[
    '-pix_fmt',
    'yuv420p',
    '-c:a',
    'aac',
    '-ac',
    '1',
    '-b:a',
    '48k',
    '-movflags',
    '+faststart',
    result('harbour.mp4'),
  ],
);

run(
  'cwebp',
  '-quiet',
  '-q',
  '80',
  '-alpha_q',
  '90',
  draw('sticker-thanks', [512, 512]),
  '-o',
  result('sticker-thanks.webp'),
);
makeHeart();

// Chromium writes where it is told and says nothing else that matters.
chromium(`--print-to-pdf=${result('invoice-48213.pdf')}`, '--no-pdf-header-footer', `file://${here}/invoice.html`);
zip('complaint.docx', complaint);
zip('guest-list.xlsx', guestList);

rmSync(scratch, { recursive: true });

/** A heart that beats, twelve frames of 60 ms. */
function makeHeart(): void {
  const beat = [1, 1.03, 1.1, 1.14, 1.08, 1.0, 0.97, 1.04, 1.07, 1.03, 1, 1];
  const frames = beat.map((scale, index) => {
    const heart = 'M256 430C60 300 70 120 190 120c40 0 60 30 66 50c6-20 26-50 66-50c120 0 130 180-66 310z';
    const drawing = join(scratch, `heart-${index}.svg`);
    writeFileSync(
      drawing,
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><defs><radialGradient id="red" cx=".35" cy=".3"><stop stop-color="#ff8a94"/><stop offset="1" stop-color="#d81e3a"/></radialGradient></defs><g transform="translate(256 270) scale(${scale}) translate(-256 -270)"><path d="${heart}" fill="#fff" stroke="#fff" stroke-width="28" stroke-linejoin="round"/><path d="${heart}" fill="url(#red)"/><ellipse cx="172" cy="200" rx="24" ry="38" transform="rotate(30 172 200)" fill="#fff" opacity=".75"/></g></svg>`,
    );
    return shoot(drawing, [512, 512]);
  });
  run('img2webp', '-loop', '0', '-lossy', '-q', '70', '-d', '60', ...frames, '-o', result('sticker-heart.webp'));
}

function draw(name: string, size: [number, number]): string {
  return shoot(join(here, `${name}.svg`), size);
}

function shoot(drawing: string, [width, height]: [number, number]): string {
  const picture = join(scratch, `${drawing.replaceAll(/\W+/g, '-')}.png`);
  chromium(
    '--hide-scrollbars',
    '--default-background-color=00000000',
    `--window-size=${width},${height}`,
    `--screenshot=${picture}`,
    `file://${drawing}`,
  );
  return picture;
}

function zip(name: string, file: OfficeFile): void {
  const folder = mkdtempSync(join(scratch, 'office-'));
  for (const [path, text] of Object.entries(file)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  rmSync(result(name), { force: true });
  execFileSync('zip', ['-X', '-q', result(name), ...Object.keys(file)], { cwd: folder, stdio: 'inherit' });
}

function result(name: string): string {
  return join(out, name);
}

function chromium(...args: string[]): void {
  // The sandbox does not start for root, as whom containers run; the pages are our own.
  execFileSync('chromium', ['--headless', '--no-sandbox', '--disable-gpu', ...args], { stdio: 'ignore' });
}

function ffmpeg(...args: string[]): void {
  run(
    'ffmpeg',
    '-y',
    '-loglevel',
    'error',
    '-fflags',
    '+bitexact',
    ...args.slice(0, -1),
    '-map_metadata',
    '-1',
    args.at(-1) ?? '',
  );
}

function run(program: string, ...args: string[]): void {
  execFileSync(program, args, { stdio: 'inherit' });
}
