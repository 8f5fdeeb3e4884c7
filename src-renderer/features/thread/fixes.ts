import type { Content } from '#shared/content.ts';
import type { ErrorCode } from '#shared/error.ts';
import type { FailureClass } from '#shared/send-failure.ts';
import { toOutgoing } from './to-outgoing.ts';

export type Fix = 'again' | 'template' | 'edit' | 'file' | 'document';

/** Whether sending the same once more can help, and what else can. */
const table: Readonly<Record<FailureClass, readonly Fix[]>> = {
  auth: ['again'],
  permission: ['again'],
  throughput: ['again'],
  transient: ['again'],
  window_closed: ['template', 'edit'],
  recipient: ['again'],
  policy: ['edit'],
  template: ['template'],
  // The server has uploaded it twice before it said so.
  media: ['file', 'document', 'template', 'again'],
  unknown: ['again', 'edit'],
};

/** The buttons below a refused message. Only what can be done with what it says. */
export function fixesOf(failure: FailureClass, content: Content): Fix[] {
  return table[failure].filter((fix) => {
    if (fix === 'edit') return content.type === 'text';
    if (fix === 'file') return content.type === 'media' && !content.voice;
    if (fix === 'document') return content.type === 'media' && content.kind !== 'document';
    if (fix === 'template') return failure !== 'media' || content.type === 'template';
    return fix !== 'again' || toOutgoing(content) !== null;
  });
}

/** What the server would say of these again, however often it gets the same bytes. */
const saidOfFile: ReadonlySet<ErrorCode> = new Set(['invalid_input', 'payload_too_large', 'not_found']);

/** Not the connection but the file is in the way: only another one helps. */
export function needsOtherFile(code: ErrorCode, content: Content): boolean {
  return content.type === 'media' && !content.voice && saidOfFile.has(code);
}
