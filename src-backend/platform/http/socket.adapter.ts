import type { IncomingMessage } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { AccessPolicy } from './access-policy.ts';

// Nest brings its own copy of socket.io, so its types are the ones that fit.
type Create = IoAdapter['createIOServer'];
type Options = NonNullable<Parameters<Create>[1]>;

/** socket.io by websocket only, behind the same address check as every request (S-57). */
export class SocketAdapter extends IoAdapter {
  private readonly policy: AccessPolicy;

  constructor(app: INestApplication, policy: AccessPolicy) {
    super(app);
    this.policy = policy;
  }

  override createIOServer(port: number, options?: Options): ReturnType<Create> {
    const ours: Partial<Options> = {
      ...options,
      transports: ['websocket'],
      serveClient: false,
      // Desktops only send a handshake and acknowledgements.
      maxHttpBufferSize: 64 * 1024,
      allowRequest: (request: IncomingMessage, done) => {
        try {
          this.policy.assertAddress(request.headers);
          done(null, true);
        } catch {
          done('forbidden', false);
        }
      },
    };
    // Nest calls every option required, socket.io none.
    return super.createIOServer(port, ours as Options);
  }
}
