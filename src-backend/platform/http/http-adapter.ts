import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '#shared/error.ts';
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
    clientErrorHandler: refuse,
  });
}

/** What Node itself can't read as HTTP. Nobody logs it: whoever likes may send it, as often as they like. */
function refuse(error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable) return void socket.destroy();
  const [status, thrown] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? ['431 Request Header Fields Too Large', new AppError('payload_too_large', 'Address and headers are over 16 KB')]
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? ['408 Request Timeout', new AppError('invalid_input', 'The request took too long to arrive')]
        : ['400 Bad Request', new AppError('invalid_input', 'The request is malformed')];
  const body = JSON.stringify(toErrorAnswer(thrown, randomUUID()).body);
  const headers = [
    `HTTP/1.1 ${status}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${headers.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
