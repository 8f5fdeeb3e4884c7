/** A feature as /docs shows it. */
export interface Feature {
  /** The name of its module without "Module". */
  module: string;
  title: string;
  description: string;
}

/** In the order of the page: what programs call first, what only desktops call last. */
export const features: readonly Feature[] = [
  {
    module: 'Integrations',
    title: 'Integrations API',
    description:
      'What another program may do with the integration token of one number: it sees that number and nothing else. Admins generate and revoke the tokens.',
  },
  {
    module: 'OutgoingWebhooks',
    title: 'Outgoing webhooks',
    description: 'Parley tells other systems what happens: signed, repeated until they have it, logged.',
  },
  {
    module: 'Campaigns',
    title: 'Campaigns',
    description: 'One template to many people, throttled, once per person.',
  },
  {
    module: 'TemplateWork',
    title: 'Templates',
    description: 'Messages that WhatsApp has approved, and that may be sent at any time.',
  },
  {
    module: 'CrmInbox',
    title: 'Conversations and messages',
    description: 'The inbox as a CRM sees it: times are ISO 8601, states are one word.',
  },
  {
    module: 'Contacts',
    title: 'Contacts',
    description: 'People, by whichever names they are known: phones, WhatsApp ids, ids of a CRM.',
  },
  {
    module: 'Erasure',
    title: 'Export and erasure',
    description: 'Everything about one person: to hand out, and to forget, with a receipt.',
  },
  {
    module: 'CompanyWork',
    title: 'Rules and hours',
    description: 'What a company has settled: hours, automated answers, teams, how long things are kept.',
  },
  {
    module: 'QuickReplies',
    title: 'Quick replies',
    description: 'Canned texts that a company answers with again and again.',
  },
  { module: 'Media', title: 'Files', description: 'Files of messages, up to 100 MB.' },
  {
    module: 'Accounts',
    title: 'Numbers',
    description: 'The company’s WhatsApp numbers (accounts). No answer holds an access token.',
  },
  {
    module: 'Credentials',
    title: 'Credentials',
    description: 'Access tokens of numbers: configured by hand, read by services, wrapped anew.',
  },
  {
    module: 'Signup',
    title: 'Embedded Signup',
    description: 'Numbers connected by Meta’s own dialog.',
  },
  {
    module: 'Doctor',
    title: 'Connection doctor',
    description: 'Numbered checks of one number, each with what was seen and what to do.',
  },
  {
    module: 'QueueIntake',
    title: 'Queue intake',
    description: 'Messages that other systems hand in through RabbitMQ.',
  },
  {
    module: 'Endpoints',
    title: 'Endpoints',
    description: 'Gateways of the environment: names only, never an address or a key.',
  },
  {
    module: 'Devices',
    title: 'Devices',
    description: 'Numbers linked by QR code over the company’s endpoint.',
  },
  {
    module: 'Metrics',
    title: 'Metrics',
    description: 'How endpoints, devices and deliveries are doing.',
  },
  {
    module: 'Webhooks',
    title: 'Webhook inspector',
    description: 'What WhatsApp sent, what it became, and taking it in again.',
  },
  {
    module: 'People',
    title: 'People',
    description: 'Who works here, by which role; invitations and password links.',
  },
  {
    module: 'Companies',
    title: 'Companies',
    description: 'Tenants of this installation: the first one of an empty database, and all others.',
  },
  {
    module: 'Audit',
    title: 'Audit log',
    description: 'Who did what, in a chain in which no entry can be changed unseen.',
  },
  {
    module: 'Auth',
    title: 'Signing in',
    description: 'Sessions, one’s own password and second factor.',
  },
  {
    module: 'Sync',
    title: 'Synchronisation',
    description: 'How desktops keep their copy. Programs are better served by the integrations API.',
  },
  { module: 'Inbox', title: 'Inbox of desktops', description: 'What an open conversation asks for.' },
  { module: 'Health', title: 'Health', description: 'For load balancers and whoever watches.' },
];

/** A feature nobody has described yet is shown under its module's name, at the end. */
export function featureOf(module: string): Feature {
  return features.find((feature) => feature.module === module) ?? { module, title: module, description: '' };
}
