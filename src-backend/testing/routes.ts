import { ModulesContainer } from '@nestjs/core';
import { type ServedRoute, servedRoutes } from '../api-docs/served-routes.ts';
import type { TestApp } from './test-app.ts';

export type FoundRoute = ServedRoute;

/** Every HTTP route of the running application, as Nest knows it. */
export function routesOf(test: TestApp): FoundRoute[] {
  return servedRoutes(test.app.get(ModulesContainer));
}
