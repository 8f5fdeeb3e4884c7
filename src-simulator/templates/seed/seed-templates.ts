import type { Company } from '../../company/company.ts';
import type { TemplateStore } from '../template-store.ts';

/** What the company's accounts have from the start. */
export function seedTemplates(store: TemplateStore, company: Company, now: number): void {
  for (const waba of company.wabas) {
    const template = store.add(
      waba.id,
      {
        name: 'hello_world',
        language: 'en_US',
        category: 'UTILITY',
        parameterFormat: 'POSITIONAL',
        components: [
          { type: 'HEADER', format: 'TEXT', text: 'Hello World' },
          {
            type: 'BODY',
            text: 'Welcome and congratulations!! This message demonstrates your ability to send a WhatsApp message notification from the Cloud API, hosted by Meta. Thank you for taking the time to test with us.',
          },
          { type: 'FOOTER', text: 'WhatsApp Business Platform sample message' },
        ],
        ttlSeconds: null,
        isLinkTracked: false,
      },
      now,
    );
    template.status = 'APPROVED';
  }
}
