import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import { type RoutePolicy, routePolicy } from '../auth/allow.ts';
import type { TestApp } from './test-app.ts';

export interface FoundRoute {
  name: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  policy: RoutePolicy | undefined;
}

/** Every HTTP route of the running application, as Nest knows it. */
export function routesOf(test: TestApp): FoundRoute[] {
  const controllers = [...test.app.get(ModulesContainer).values()].flatMap((module) => [
    ...module.controllers.values(),
  ]);
  return controllers.flatMap(({ metatype }) => {
    if (typeof metatype !== 'function') return [];
    // The class of a controller: Nest types it as any function.
    const prototype = (metatype as { prototype: Record<string, unknown> }).prototype;
    const base: unknown = Reflect.getMetadata(PATH_METADATA, metatype);
    return Object.getOwnPropertyNames(prototype).flatMap((name) => {
      const handler = prototype[name];
      if (name === 'constructor' || typeof handler !== 'function') return [];
      const path: unknown = Reflect.getMetadata(PATH_METADATA, handler);
      if (path === undefined) return [];
      const method = RequestMethod[Number(Reflect.getMetadata(METHOD_METADATA, handler))] as FoundRoute['method'];
      const policy = Reflect.getMetadata(routePolicy, handler) as RoutePolicy | undefined;
      return [{ name: `${metatype.name}.${name}`, method, path: join(base, path), policy }];
    });
  });
}

function join(base: unknown, path: unknown): string {
  return `/${[base, path]
    .map((part) => String(part).replace(/^\/+|\/+$/g, ''))
    .filter((part) => part !== '')
    .join('/')}`;
}
