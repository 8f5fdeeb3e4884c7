import { afterAll, beforeAll, expect, it } from 'vitest';
import { readDefinition } from '#shared/template/definition.ts';
import type { TemplateField } from '#shared/template/field.ts';
import { fillTemplate } from '#shared/template/fill.ts';
import { formOf } from '#shared/template/form.ts';
import { makeFolder, removeFolder } from '../support/folder.ts';
import { type Simulator, startSimulator } from '../support/simulator.ts';

// The shared rules against a server that speaks Graph: what it has is read, filled with its own examples and sent.

const folder = makeFolder('templates-rules');
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ folder, seed: 'templates-rules' });
});

afterAll(async () => {
  await simulator.child.stop();
  removeFolder(folder);
});

interface MetaTemplate {
  name: string;
  language: string;
  category: string;
  status: string;
  parameter_format: string;
  components: unknown[];
}

async function graph(
  path: string,
  body?: object | FormData,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const isForm = body instanceof FormData;
  const response = await fetch(`${simulator.url}/v23.0/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${simulator.company.accessToken}`,
      ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  });
  // Graph's answers are JSON objects.
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const files = {
  image: { bytes: picture, type: 'image/png' },
  document: { bytes: Buffer.from('%PDF-1.4\n%%EOF'), type: 'application/pdf' },
};

async function upload(phoneNumberId: string, kind: keyof typeof files): Promise<string> {
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('file', new Blob([files[kind].bytes], { type: files[kind].type }), 'sample');
  const { body } = await graph(`${phoneNumberId}/media`, form);
  return String(body['id']);
}

async function sampleOf(field: TemplateField, phoneNumberId: string): Promise<unknown> {
  switch (field.kind) {
    case 'media':
      return { metaId: await upload(phoneNumberId, field.mediaKind === 'document' ? 'document' : 'image') };
    case 'location':
      return { latitude: 52.5, longitude: 13.4, name: 'Marlow', address: 'Berlin' };
    case 'moment':
      return Date.UTC(2100, 0, 1);
    case 'code':
      return '482913';
    default:
      return field.example;
  }
}

it('M-6: each approved template of the company is sent as it was filled, by a number of its account', async () => {
  const sent: string[] = [];
  for (const waba of simulator.company.wabas) {
    const [number] = waba.phoneNumbers;
    const { body } = await graph(`${waba.id}/message_templates?limit=100`);
    // Meta's list, of which readDefinition takes anything.
    for (const template of body['data'] as MetaTemplate[]) {
      if (template.status !== 'APPROVED') continue;
      const definition = readDefinition({ ...template, parameterFormat: template.parameter_format });
      const { fields, problems } = formOf(definition);
      expect(problems).toEqual([]);
      const values: Record<string, unknown> = {};
      for (const field of fields) values[field.key] = await sampleOf(field, number?.id ?? '');
      const filled = fillTemplate(definition, values, Date.UTC(2026, 0, 1));
      if (!filled.ok) throw new Error(`${template.name}: ${JSON.stringify(filled.errors)}`);
      const answer = await graph(`${number?.id}/messages`, {
        messaging_product: 'whatsapp',
        to: '+491701234567',
        type: 'template',
        template: { name: template.name, language: { code: template.language }, components: filled.components },
      });
      expect(answer, template.name).toMatchObject({ status: 200, body: { messages: [{}] } });
      sent.push(`${template.name} ${template.language}`);
    }
  }
  expect(sent.length).toBeGreaterThanOrEqual(15);
  expect(sent).toContain('new_season en_US');
  expect(sent).toContain('weekend_offer en_US');
  expect(sent).toContain('sign_in_code en_US');
});
