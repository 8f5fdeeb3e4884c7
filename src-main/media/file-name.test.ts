import { expect, it } from 'vitest';
import { fileNameFor } from './file-name.ts';

const pdf = 'application/pdf';

it.each([
  ['Invoice 48213.pdf', pdf, 'Invoice 48213.pdf'],
  ['scan.jpeg', 'image/jpeg', 'scan.jpeg'],
  ['Rechnung Größe.PDF', pdf, 'Rechnung Größe.pdf'],
  [null, 'image/jpeg', 'Photo.jpg'],
  ['', pdf, 'Photo.pdf'],
  // Type and ending agree, whatever the sender says.
  ['photo.jpg', 'application/vnd.microsoft.portable-executable', 'photo.jpg.bin'],
  ['invoice.pdf.exe', pdf, 'invoice.pdf.exe.pdf'],
  ['picture.exe', 'image/png', 'picture.exe.png'],
  ['page.html', 'text/html', 'page.html.bin'],
  ['logo.svg', 'image/svg+xml', 'logo.svg.bin'],
  ['run.sh', 'text/x-shellscript', 'run.sh.bin'],
  ['link.lnk', 'application/octet-stream', 'link.lnk.bin'],
  ['plugin.jar', 'application/java-archive', 'plugin.jar.bin'],
  ['book.epub', 'application/zip', 'book.epub'],
  // No way out of the chosen folder.
  ['../../.bashrc', 'text/plain', 'bashrc.txt'],
  ['C:\\Windows\\system32\\calc.exe', pdf, 'calc.exe.pdf'],
  ['/etc/passwd', pdf, 'passwd.pdf'],
  ['..', pdf, 'Photo.pdf'],
  // Nothing hidden, nothing turned around.
  ['ann\u202Efdp.exe', pdf, 'annfdp.exe.pdf'],
  ['in\u200Bvoi\u0000ce.pdf', pdf, 'invoice.pdf'],
  ['a<b>:"c|d?e*.pdf', pdf, 'a_b___c_d_e_.pdf'],
  ['report.pdf . . ', pdf, 'report.pdf'],
  ['CON.pdf', pdf, '_CON.pdf'],
  ['lpt1', pdf, '_lpt1.pdf'],
  ['aux.tar.gz', 'application/gzip', '_aux.tar.gz'],
  ['-rf.pdf', pdf, 'rf.pdf'],
])('S-27 %j of type %s is saved as %s', (sent, type, name) => {
  expect(fileNameFor(sent, type, 'Photo')).toBe(name);
});

it('a name of 4,096 characters is cut between characters', () => {
  const name = fileNameFor(`${'🦊'.repeat(2048)}.pdf`, pdf, 'File');
  expect(Array.from(name)).toHaveLength(124);
  expect(name.isWellFormed()).toBe(true);
});
