import type { Content } from '#shared/content.ts';
import type { FailureClass } from '#shared/send-failure.ts';
import { toOutgoing } from './to-outgoing.ts';

export type Fix = 'again' | 'template' | 'edit';

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
  media: ['edit'],
  unknown: ['again', 'edit'],
};

/** The buttons below a refused message. Only what can be done with what it says. */
export function fixesOf(failure: FailureClass, content: Content): Fix[] {
  return table[failure].filter((fix) => {
    if (fix === 'edit') return content.type === 'text';
    return fix !== 'again' || toOutgoing(content) !== null;
  });
}
