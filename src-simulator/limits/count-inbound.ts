import type { Clock } from '../engine/clock.ts';
import type { Nodes } from '../graph/nodes.ts';
import type { Threads } from '../threads/threads.ts';
import { type Limits, messagesPerSecond } from './limits.ts';

/** What customers write takes from the number's messages per second, too; an imported past does not. */
export function countInbound(parts: { clock: Clock; limits: Limits; nodes: Nodes; threads: Threads }): void {
  const { clock, limits, nodes, threads } = parts;
  threads.onEvent((event) => {
    if (event.kind !== 'message' || event.message.direction !== 'inbound') return;
    const { number } = event.thread;
    if (event.message.at > clock.now() - 1000) limits.takeThroughput(number, messagesPerSecond(nodes.stateOf(number)));
  });
}
