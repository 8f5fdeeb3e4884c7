import { Settings } from './config.ts';

// The text of `.env.example`: every variable with its meaning and default. A test keeps the file equal to it; write it
// anew with `npx vitest run --project unit src-backend/env-example.test.ts -u`.

const head = `# Settings of a Parley backend. Copy this file to .env beside where the server is started: cp .env.example .env
# Variables of the environment win over this file. A line that begins with # is not read: take the # away to set it.
# What a server in earnest needs: docs/admin-guide.md, "Settings and secrets".
`;

/** The blocks that the endpoint guide prints, for each of its situations. */
const endpointBlocks = `# WHATSAPP_ENDPOINTS may stand here over several lines, without quotes; only one of them. An apiKey may be a reference:
# $(FILE:/path), $(ENV:NAME), or one to a store of secrets; an endpoint whose reference can't be read is named and left out.
#
# Development:
# WHATSAPP_ENDPOINTS=[
#   {
#     "name": "Dev",
#     "apiUrl": "http://localhost:3000/mock-whatsapp",
#     "apiKey": "dev_test_key"
#   }
# ]
#
# Production:
# WHATSAPP_ENDPOINTS=[
#   {
#     "name": "Primary",
#     "apiUrl": "https://api.whatsapp-provider.com/v1",
#     "apiKey": "$(AWS_SECRET:whatsapp/primary/key)"
#   },
#   {
#     "name": "Secondary",
#     "apiUrl": "https://api2.whatsapp-provider.com/v1",
#     "apiKey": "$(AWS_SECRET:whatsapp/secondary/key)"
#   }
# ]
#
# Multi-region:
# WHATSAPP_ENDPOINTS=[
#   {
#     "name": "Asia-Primary",
#     "apiUrl": "https://asia.whatsapp.example.com",
#     "apiKey": "key_asia_primary"
#   },
#   {
#     "name": "Europe-Primary",
#     "apiUrl": "https://europe.whatsapp.example.com",
#     "apiKey": "key_europe_primary"
#   }
# ]
`;

const ofOthers = `# For programs that call this server, not for the server itself: npm run check-token reads them, and so may yours.
# API_URL=http://localhost:5050
# WHATSAPP_PLATFORM_URL=http://localhost:5050
# WHATSAPP_INTEGRATION_TOKEN=wpi_int_
`;

export function envExample(): string {
  const lines = Object.entries(Settings.shape).map(([name, schema]) => {
    if (name === 'WHATSAPP_ENDPOINTS') return `# ${schema.description}\n${endpointBlocks}`;
    const initial = schema.safeParse(undefined).data;
    const value = initial === undefined ? '' : String(initial);
    // What has no default is left out until somebody has a value for it.
    return `# ${schema.description}\n${value === '' ? '# ' : ''}${name}=${value}\n`;
  });
  return [head, ...lines, ofOthers].join('\n');
}
