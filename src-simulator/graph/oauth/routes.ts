import type { GraphApp, GraphParts } from '../graph.ts';
import { registerAccessToken } from './access-token.ts';
import { createCodes } from './codes.ts';
import { registerDialog } from './dialog-routes.ts';

/** Embedded Signup: the dialog that gives a code, and the exchange of the code for a token. */
export function registerOAuth(app: GraphApp, parts: GraphParts): void {
  const codes = createCodes(parts.options.seed, parts.clock);
  registerDialog(app, parts, codes);
  registerAccessToken(app, parts, codes);
}
