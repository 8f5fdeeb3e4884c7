import { rest, type RestName } from '#shared/wire/rest.ts';

const names = [
  'integrationVerify',
  'integrationSend',
  'integrationConversations',
  'integrationMessages',
  'integrationTemplates',
  'integrationTemplateCreate',
  'integrationTemplateSend',
  'integrationCampaign',
  'integrationCampaignCancel',
  'integrationMessage',
] as const satisfies readonly RestName[];

/** What an integrator finds at the root of the API. */
export function integrationsIndex() {
  const routes = names.map((name) => {
    const { method, path, summary = '' } = rest[name];
    return { method, path, description: summary };
  });
  return { docs: '/docs', routes };
}
