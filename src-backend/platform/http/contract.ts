import {
  type ArgumentMetadata,
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

/** Checks one value; a failure is `invalid_input` whose details name the first field that is wrong, or body or query. */
export class ZodPipe implements PipeTransform {
  private readonly schema: z.ZodType;

  constructor(schema: z.ZodType) {
    this.schema = schema;
  }

  transform(value: unknown, { data: name, type }: ArgumentMetadata): unknown {
    const parsed = this.schema.safeParse(value);
    if (parsed.success) return parsed.data;
    const issue = clearest(parsed.error.issues[0], value);
    const path = [...(name === undefined ? [] : [name]), ...(issue?.path ?? [])].join('.');
    const message = issue?.message ?? 'is not what this route takes';
    // A check may word the whole message itself and name the field beside it.
    const named: unknown = issue?.code === 'custom' ? issue.params?.['field'] : undefined;
    const field = typeof named === 'string' ? named : path === '' ? type : path;
    throw new AppError('invalid_input', path === '' ? message : `${path}: ${message}`, { details: { field } });
  }
}

type Issue = z.core.$ZodIssue;

/** The same issue, said of the field itself: of alternatives, the one that what was given comes closest to. */
function clearest(issue: Issue | undefined, value: unknown): Issue | undefined {
  if (issue?.code === 'unrecognized_keys') return { ...issue, path: [...issue.path, ...issue.keys.slice(0, 1)] };
  if (issue?.code !== 'invalid_union') return issue;
  const given = at(value, issue.path);
  const inside = issue.errors
    .map((issues) => ({ first: issues[0], missing: issues.filter(({ path }) => at(given, path) === undefined).length }))
    .filter(({ first }) => first !== undefined && first.path.length > 0)
    .toSorted((a, b) => a.missing - b.missing)[0]?.first;
  const nearest = clearest(inside, given);
  return nearest === undefined ? issue : { ...nearest, path: [...issue.path, ...nearest.path] };
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Reflect.get(found, key);
  }
  return found;
}
