import { HandshakeError } from '../../webhooks/subscriptions.ts';
import { GraphError } from '../graph-error.ts';

/** A failed handshake with a callback is the caller's error, with what came back. */
export async function verified(subscribe: () => Promise<void>): Promise<void> {
  try {
    await subscribe();
  } catch (error) {
    if (!(error instanceof HandshakeError)) throw error;
    throw new GraphError(2200, `(#2200) Callback verification failed with the following errors: ${error.message}`);
  }
}
