import { checkToken } from '../scripts/check-token.mjs';
process.exitCode = await checkToken(process.argv.slice(2), process.env, console.log);
