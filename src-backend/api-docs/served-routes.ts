import { RequestMethod } from '@nestjs/common';
import { HTTP_CODE_METADATA, METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import type { ModulesContainer } from '@nestjs/core';
import { type RoutePolicy, routePolicy } from '../auth/allow.ts';
import { freshProof } from '../auth/proof.ts';

export interface ServedRoute {
  /** Controller and handler. */
  name: string;
  /** The module's name without "Module": the feature. */
  feature: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  policy: RoutePolicy | undefined;
  /** A person must have proved within five minutes who they are. */
  asksForProof: boolean;
  /** Of a success. */
  status: number;
}

/** Every HTTP route of the running application, as Nest knows it. */
export function servedRoutes(modules: ModulesContainer): ServedRoute[] {
  return [...modules.values()].flatMap((module) =>
    [...module.controllers.values()].flatMap(({ metatype }) => {
      if (typeof metatype !== 'function') return [];
      // The class of a controller: Nest types it as any function.
      const prototype = (metatype as { prototype: Record<string, unknown> }).prototype;
      const base: unknown = Reflect.getMetadata(PATH_METADATA, metatype);
      return Object.getOwnPropertyNames(prototype).flatMap((name) => {
        const handler = prototype[name];
        if (name === 'constructor' || typeof handler !== 'function') return [];
        const path: unknown = Reflect.getMetadata(PATH_METADATA, handler);
        if (path === undefined) return [];
        const method = RequestMethod[Number(Reflect.getMetadata(METHOD_METADATA, handler))] as ServedRoute['method'];
        return {
          name: `${metatype.name}.${name}`,
          feature: module.metatype.name.replace(/Module$/, ''),
          method,
          path: join(base, path),
          policy: Reflect.getMetadata(routePolicy, handler) as RoutePolicy | undefined,
          asksForProof: Reflect.getMetadata(freshProof, handler) === true,
          status: Number(Reflect.getMetadata(HTTP_CODE_METADATA, handler) ?? 200),
        };
      });
    }),
  );
}

function join(base: unknown, path: unknown): string {
  return `/${[base, path]
    .map((part) => String(part).replace(/^\/+|\/+$/g, ''))
    .filter((part) => part !== '')
    .join('/')}`;
}
