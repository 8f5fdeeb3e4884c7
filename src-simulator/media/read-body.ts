import type { Readable } from 'node:stream';
import { GraphError } from '../graph/graph-error.ts';

/**
 * A request's whole body. Beyond `limit` bytes it is read to its end and forgotten before it is refused: an answer in the
 * middle of an upload would reach most clients as a broken connection.
 */
export async function readBody(payload: Readable, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let total = 0;
  try {
    // Without an encoding set, a request's stream yields buffers.
    for await (const chunk of payload as AsyncIterable<Buffer>) {
      total += chunk.length;
      if (total <= limit) chunks.push(chunk);
      else chunks.length = 0;
    }
  } catch {
    throw new GraphError(100, '(#100) Invalid parameter', { details: 'The request body ended before it was whole.' });
  }
  if (total > limit) {
    throw new GraphError(100, '(#100) Invalid parameter', {
      details: `File Too Large: ${total} bytes were sent, at most ${limit} are allowed.`,
    });
  }
  return Buffer.concat(chunks);
}
