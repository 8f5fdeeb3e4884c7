import { expect, it } from 'vitest';
import { judgeAttachment } from './attachment.ts';

const megabyte = 1024 * 1024;
const judge = (mimeType: string, size = 1000) => judgeAttachment({ mimeType, size });

it('sends pictures, films and sounds as what they are, all else as documents', () => {
  expect(judge('image/jpeg')).toEqual({ kind: 'image', problem: null, fixes: [] });
  expect(judge('video/mp4').kind).toBe('video');
  expect(judge('audio/mpeg').kind).toBe('audio');
  expect(judge('application/pdf').kind).toBe('document');
  expect(judge('image/svg+xml')).toEqual({ kind: 'document', problem: null, fixes: [] });
});

it('offers to make a picture smaller, or another format of it, before anything is uploaded', () => {
  expect(judge('image/jpeg', 6 * megabyte)).toMatchObject({ kind: 'image', fixes: ['convert', 'document'] });
  expect(judge('image/jpeg', 6 * megabyte).problem).toContain('5 MB');
  expect(judge('image/webp').fixes).toEqual(['convert', 'document']);
  expect(judge('image/heic').fixes).toEqual(['document']);
});

it('offers to send as a document what WhatsApp does not play', () => {
  expect(judge('audio/wav')).toMatchObject({ kind: 'audio', fixes: ['document'] });
  expect(judge('video/quicktime').fixes).toEqual(['document']);
  expect(judge('video/mp4', 17 * megabyte).fixes).toEqual(['document']);
  expect(judgeAttachment({ mimeType: 'video/mp4', size: 17 * megabyte }, 'document').problem).toBeNull();
});

it('has no way out for what is larger than anything WhatsApp takes', () => {
  expect(judge('video/mp4', 101 * megabyte).fixes).toEqual([]);
  expect(judge('application/zip', 101 * megabyte)).toMatchObject({ fixes: [] });
});
