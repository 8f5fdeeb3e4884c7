import { checkToken as check } from '../../scripts/check-token.mjs';
import type { Command } from './command.ts';

/** The same as `npm run check-token`, which works without a build. */
export const checkToken: Command = {
  summary: 'Tells whether an integration token is valid, and whose it is',
  usage: '[wpi_int_…] (API_URL and WHATSAPP_INTEGRATION_TOKEN are read, too)',
  run: async (args, { env, out }) => await check(args, env, out),
};
