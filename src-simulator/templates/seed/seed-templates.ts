import type { Company, Trade } from '../../company/company.ts';
import type {
  Component,
  ParameterFormat,
  QualityScore,
  RejectionReason,
  TemplateCategory,
  TemplateStatus,
} from '../template.ts';
import type { TemplateStore } from '../template-store.ts';
import { clinicTemplates } from './clinic-templates.ts';
import { storeTemplates } from './store-templates.ts';

/** A template that is there from the start; approved, of good quality and positional unless it says otherwise. */
export interface SeedTemplate {
  name: string;
  language: string;
  category: TemplateCategory;
  parameterFormat?: ParameterFormat;
  components: readonly Component[];
  status?: TemplateStatus;
  rejectedReason?: RejectionReason;
  quality?: QualityScore;
}

const day = 86_400_000;

/** Every account of Meta's has this one. */
const helloWorld: SeedTemplate = {
  name: 'hello_world',
  language: 'en_US',
  category: 'UTILITY',
  components: [
    { type: 'HEADER', format: 'TEXT', text: 'Hello World' },
    {
      type: 'BODY',
      text: 'Welcome and congratulations!! This message demonstrates your ability to send a WhatsApp message notification from the Cloud API, hosted by Meta. Thank you for taking the time to test with us.',
    },
    { type: 'FOOTER', text: 'WhatsApp Business Platform sample message' },
  ],
};

const ofTrade: Partial<Record<Trade, readonly SeedTemplate[]>> = { shop: storeTemplates, clinic: clinicTemplates };

/** What the company's accounts have from the start. */
export function seedTemplates(store: TemplateStore, company: Company, now: number): void {
  for (const waba of company.wabas) {
    const own = waba.numbers.flatMap(({ trade }) => ofTrade[trade] ?? []);
    for (const seed of [helloWorld, ...own]) {
      const { name, language, category, components, parameterFormat = 'POSITIONAL' } = seed;
      const definition = {
        name,
        language,
        category,
        components,
        parameterFormat,
        ttlSeconds: null,
        isLinkTracked: false,
      };
      const template = store.add(waba.id, definition, now - 90 * day);
      template.status = seed.status ?? 'APPROVED';
      template.rejectedReason = seed.rejectedReason ?? 'NONE';
      template.quality = { score: seed.quality ?? 'GREEN', at: now - 7 * day, reasons: [] };
      if (template.status === 'PAUSED') template.pauses = 1;
    }
  }
}
