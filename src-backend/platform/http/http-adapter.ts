import { randomUUID } from 'node:crypto';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { toErrorAnswer } from './error-body.ts';

/** Fastify as this server wants it; `harden` adds what needs the application. */
export function createHttpAdapter(): FastifyAdapter {
  return new FastifyAdapter({
    genReqId: () => randomUUID(),
    // S-53: a request that trickles in for longer is cut off. Node knows one time for all of them, and a large file needs
    // it; `harden` gives the others less.
    requestTimeout: 10 * 60_000,
    // A reverse proxy on this machine says whom it speaks for; nobody else is believed.
    trustProxy: 'loopback',
    // No middleware: everything is a hook or a guard.
    skipMiddie: true,
    // Addresses that can't be parsed never reach Nest.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      const { status, body } = toErrorAnswer(error, request.id);
      void reply.code(status).send(body);
    },
  });
}
