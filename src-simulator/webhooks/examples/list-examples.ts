import { accountExamples } from './accounts.ts';
import { callExamples } from './calls.ts';
import { coexistenceExamples } from './coexistence.ts';
import type { Example, Scene } from './example.ts';
import { messageExamples } from './messages.ts';
import { routingExamples } from './routing.ts';
import { statusExamples } from './statuses.ts';
import { systemExamples } from './system.ts';
import { templateExamples } from './templates.ts';

/** One payload of every webhook field and variant of the reference, about real people and numbers of the company. */
export function listExamples(scene: Scene): readonly Example[] {
  return [
    ...messageExamples(scene),
    ...systemExamples(scene),
    ...statusExamples(scene),
    ...templateExamples(scene),
    ...accountExamples(scene),
    ...callExamples(scene),
    ...coexistenceExamples(scene),
    ...routingExamples(scene),
  ];
}
