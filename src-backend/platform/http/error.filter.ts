import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Log } from '../log/log.ts';
import { toErrorAnswer } from './error-body.ts';

/** The one place where a failure becomes an HTTP answer. Logs what was unexpected, once. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const answer = toErrorAnswer(thrown, request.id);
    if (answer.unexpected) {
      this.log.error('A request failed unexpectedly', {
        correlationId: request.id,
        route: request.routeOptions?.url,
        error: thrown,
      });
    }
    // The other side may have gone while we worked.
    if (reply.sent) return;
    if (answer.retryAfterSeconds !== null) void reply.header('retry-after', answer.retryAfterSeconds);
    // The handler may have meant to answer with something else than JSON.
    void reply.code(answer.status).type('application/json; charset=utf-8').send(answer.body);
  }
}
