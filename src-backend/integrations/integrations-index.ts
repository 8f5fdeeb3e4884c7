import { rest, type RestName } from '#shared/wire/rest.ts';

const descriptions: readonly [RestName, string][] = [
  ['integrationVerify', 'Is the token right, and can its account send?'],
  ['integrationSend', 'Send a message'],
  ['integrationConversations', 'Conversations, newest first'],
  ['integrationMessages', 'Messages of a conversation, newest first'],
  ['integrationTemplates', 'Templates, with their status'],
  ['integrationTemplateCreate', 'Hand in a new template'],
  ['integrationTemplateSend', 'Send a template to up to 1,000 people'],
  ['integrationCampaign', 'How far such a campaign is'],
  ['integrationCampaignCancel', 'End it'],
  ['integrationMessage', 'One message, with its status and delivery reports'],
];

/** What an integrator finds at the root of the API. */
export function integrationsIndex() {
  const routes = descriptions.map(([name, description]) => {
    const { method, path } = rest[name];
    return { method, path, description };
  });
  return { docs: '/docs', routes };
}
