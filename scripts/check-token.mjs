// Is an integration token right, and whose is it? Plain Node (20 and newer), so that an integrator can run it anywhere.

const defaultUrl = 'http://localhost:5050';
const timeoutMs = 15_000;

/**
 * Asks the backend at API_URL or WHATSAPP_PLATFORM_URL about the token in the argument or WHATSAPP_INTEGRATION_TOKEN.
 * Returns the exit code: 0 valid, 1 invalid, 2 the backend could not be asked (ruling 18). Never prints the token.
 * @param {readonly string[]} args
 * @param {Record<string, string | undefined>} env
 * @param {(line: string) => void} print
 * @returns {Promise<number>}
 */
export async function checkToken(args, env, print) {
  const token = args[0] ?? env.WHATSAPP_INTEGRATION_TOKEN ?? '';
  const url = (env.API_URL || env.WHATSAPP_PLATFORM_URL || defaultUrl).replace(/\/+$/, '');
  if (token === '') {
    print('❌ Token not provided');
    print('   Usage: npm run check-token -- wpi_int_…   (or set WHATSAPP_INTEGRATION_TOKEN)');
    return 1;
  }
  if (!/^wpi_int_[0-9a-f]{64}$/.test(token)) {
    print('❌ Invalid token format');
    print('   A token is wpi_int_ and 64 of the characters 0-9 and a-f: check for typos when pasting');
    return 1;
  }
  let response;
  try {
    response = await fetch(`${url}/api/integrations/verify`, {
      headers: { authorization: `Bearer ${token}` },
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (error) {
    print(`❌ Connection Refused: ${url} can’t be reached (${causeOf(error)})`);
    print('   Is the backend running? Check that API_URL is its address');
    return 2;
  }
  const body = await response.json().catch(() => null);
  if (response.ok && body?.success === true) return printValid(body.data, response.headers, print);
  if (response.status === 401) {
    print(`❌ Invalid Token: ${body?.message ?? 'Invalid or expired integration token'}`);
    print('   It is not known, was revoked, was replaced by a newer one, or its account was removed:');
    print('   generate a new token in Admin → API keys, and give it to your integrator');
    return 1;
  }
  if (response.status === 429) print(`❌ ${body?.message ?? 'Too many requests'}`);
  else print(`❌ ${url} answers ${response.status}: check that API_URL is the address of your Parley backend`);
  return 2;
}

function printValid(data, headers, print) {
  print('✅ Token is valid and working!');
  print(`   Account:   ${data.accountName} (${data.displayPhoneNumber})`);
  print(`   WABA ID:   ${data.wabaId}`);
  print(`   Last used: ${headers.get('x-parley-last-used') ?? 'never before'}`);
  if (data.canSend !== true) print('⚠️  This number can’t send at the moment: see Admin → Accounts');
  return 0;
}

function causeOf(error) {
  return error?.cause?.code ?? error?.cause?.message ?? error?.message ?? String(error);
}
