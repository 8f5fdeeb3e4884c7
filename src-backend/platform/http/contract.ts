import {
  Body,
  HttpCode,
  type PipeTransform,
  Query,
  RequestMapping,
  RequestMethod,
  applyDecorators,
} from '@nestjs/common';
import type { z } from 'zod';
import { AppError } from '#shared/error.ts';
import { type Rest, type RestName, rest } from '#shared/wire/rest.ts';

// Routes of the REST contract: method, path and checks come from `rest`, so that server and client can't differ.

/** Body and query as the handler gets them: checked, coerced, unknown fields dropped. */
export type ParsedBody<N extends RestName> = z.output<Rest[N]['body']>;
export type ParsedQuery<N extends RestName> = z.output<Rest[N]['query']>;

/** Makes a handler the route `name` of the contract. `status` of a success, 200 by default. */
export function Route(name: RestName, status = 200): MethodDecorator {
  const { method, path } = rest[name];
  return applyDecorators(RequestMapping({ method: RequestMethod[method], path }), HttpCode(status));
}

/** The request's body, checked. */
export function RouteBody(name: RestName): ParameterDecorator {
  return Body(new ZodPipe(rest[name].body));
}

/** The request's query, checked. */
export function RouteQuery(name: RestName): ParameterDecorator {
  return Query(new ZodPipe(rest[name].query));
}

/** Checks one value; a failure is `invalid_input` whose details name the first field that is wrong. */
export class ZodPipe implements PipeTransform {
  private readonly schema: z.ZodType;

  constructor(schema: z.ZodType) {
    this.schema = schema;
  }

  transform(value: unknown): unknown {
    const parsed = this.schema.safeParse(value);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const path = issue?.path.join('.') ?? '';
    const message = issue?.message ?? 'is not what this route takes';
    // A check may word the whole message itself and name the field beside it.
    const named: unknown = issue?.code === 'custom' ? issue.params?.['field'] : undefined;
    const field = typeof named === 'string' ? named : path;
    throw new AppError('invalid_input', path === '' ? message : `${path}: ${message}`, { details: { field } });
  }
}
