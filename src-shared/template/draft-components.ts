import type { DraftButton, DraftVersion, TemplateDraft } from '../template-draft.ts';
import type { Template } from '../template.ts';
import type { TemplateButton } from './button.ts';
import { type HeaderComponent, readComponent, readDefinition, type TemplateComponent, toMeta } from './definition.ts';
import { firstSample, textSamples } from './samples.ts';
import { variablesOf } from './variables.ts';

// Between the form in which a template is written and the components that Meta takes. Nothing gets lost on the way.

type Of = Pick<TemplateDraft, 'category' | 'parameterFormat' | 'code'>;

const mediaFormats = { image: 'IMAGE', video: 'VIDEO', document: 'DOCUMENT' } as const;

export const emptyVersion = (language: string): DraftVersion => ({
  language,
  header: { kind: 'none', text: '', sample: '', handle: null, filename: null, mediaId: null },
  body: '',
  samples: {},
  footer: '',
  buttons: [],
  others: [],
});

/** The components as they are handed to Meta. */
export function componentsOf(version: DraftVersion, draft: Of): Record<string, unknown>[] {
  if (draft.category === 'AUTHENTICATION') return codeComponents(draft);
  const { header, footer, buttons, others } = version;
  return [
    ...(header.kind === 'none' ? [] : [headerOf(version, draft)]),
    bodyOf(version, draft),
    ...(footer === '' ? [] : [{ type: 'FOOTER', text: footer }]),
    ...(buttons.length === 0 ? [] : [{ type: 'BUTTONS', buttons: buttons.map(buttonOf) }]),
    // As they came from Meta: objects.
    ...(others as Record<string, unknown>[]),
  ];
}

/** As the checks and the preview read it: `{name, language, category, parameter_format, components}`. */
export function metaDraftOf(draft: TemplateDraft, version: DraftVersion) {
  return {
    name: draft.name,
    language: version.language,
    category: draft.category,
    parameter_format: draft.parameterFormat,
    components: componentsOf(version, draft),
  };
}

function headerOf({ header }: DraftVersion, { parameterFormat }: Of): Record<string, unknown> {
  const { kind, text, sample, handle } = header;
  if (kind === 'location') return { type: 'HEADER', format: 'LOCATION' };
  if (kind !== 'text' && kind !== 'none') {
    return {
      type: 'HEADER',
      format: mediaFormats[kind],
      ...(handle === null ? {} : { example: { header_handle: [handle] } }),
    };
  }
  const [name] = variablesOf(text, formatOf(parameterFormat));
  const example =
    name === undefined
      ? {}
      : parameterFormat === 'named'
        ? { example: { header_text_named_params: [{ param_name: name, example: sample }] } }
        : { example: { header_text: [sample] } };
  return { type: 'HEADER', format: 'TEXT', text, ...example };
}

function bodyOf({ body, samples }: DraftVersion, { parameterFormat }: Of): Record<string, unknown> {
  const names = variablesOf(body, formatOf(parameterFormat));
  const example =
    names.length === 0
      ? {}
      : parameterFormat === 'named'
        ? {
            example: {
              body_text_named_params: names.map((name) => ({ param_name: name, example: samples[name] ?? '' })),
            },
          }
        : { example: { body_text: [names.map((name) => samples[name] ?? '')] } };
  return { type: 'BODY', text: body, ...example };
}

function buttonOf(button: DraftButton): Record<string, unknown> {
  switch (button.kind) {
    case 'quick_reply':
      return { type: 'QUICK_REPLY', text: button.text };
    case 'url': {
      const { text, url, example } = button;
      return { type: 'URL', text, url, ...(url.includes('{{') && { example: [example] }) };
    }
    case 'phone':
      return { type: 'PHONE_NUMBER', text: button.text, phone_number: button.phone };
    case 'copy_code':
      return { type: 'COPY_CODE', example: button.example };
  }
}

function codeComponents({ code }: Of): Record<string, unknown>[] {
  return [
    { type: 'BODY', add_security_recommendation: code.advice },
    ...(code.expiresAfter === null ? [] : [{ type: 'FOOTER', code_expiration_minutes: code.expiresAfter }]),
    { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
  ];
}

/** The form of what Meta has. */
export function versionOf(language: string, raw: readonly unknown[], { parameterFormat }: Of): DraftVersion {
  const version = emptyVersion(language);
  for (const [index, component] of raw.map((each) => readComponent(each)).entries()) {
    if (!readInto(version, component, parameterFormat)) version.others.push(raw[index]);
  }
  return version;
}

/** A template as a draft of the same; `id`: of the draft. */
export function draftOfTemplates(
  templates: readonly [Template, ...Template[]],
  rest: Pick<TemplateDraft, 'id' | 'accountId' | 'name' | 'templateId' | 'updatedAt'>,
): TemplateDraft {
  const [first] = templates;
  const { category } = readDefinition(first);
  const known = category === 'MARKETING' || category === 'AUTHENTICATION' ? category : 'UTILITY';
  const of: Of = { category: known, parameterFormat: first.parameterFormat, code: codeOf(first) };
  const versions = templates.map(({ language, components }) => versionOf(language, components, of));
  return { ...rest, ...of, versions, isParked: false };
}

function codeOf({ components }: Template): TemplateDraft['code'] {
  const read = components.map((each) => readComponent(each));
  const body = read.find((each) => each.type === 'BODY');
  const footer = read.find((each) => each.type === 'FOOTER');
  return {
    advice: body?.add_security_recommendation === true,
    expiresAfter: footer?.code_expiration_minutes ?? null,
  };
}

/** False: the form has no place for it. */
function readInto(version: DraftVersion, component: TemplateComponent, format: Of['parameterFormat']): boolean {
  switch (component.type) {
    case 'HEADER':
      return readHeader(version, component, format);
    case 'BODY':
      version.body = component.text ?? '';
      version.samples = Object.fromEntries(textSamples(component.example, 'body', formatOf(format)));
      return true;
    case 'FOOTER':
      version.footer = component.text ?? '';
      return true;
    case 'BUTTONS': {
      const buttons = component.buttons.map(draftButtonOf);
      const known = buttons.filter((button) => button !== null);
      if (known.length !== buttons.length) return false;
      version.buttons = known;
      return true;
    }
    default:
      return false;
  }
}

function readHeader(version: DraftVersion, header: HeaderComponent, format: Of['parameterFormat']): boolean {
  switch (header.format) {
    case 'TEXT': {
      const [sample = ''] = textSamples(header.example, 'header', formatOf(format)).values();
      version.header = { ...version.header, kind: 'text', text: header.text, sample };
      return true;
    }
    case 'LOCATION':
      version.header = { ...version.header, kind: 'location' };
      return true;
    case 'IMAGE':
    case 'VIDEO':
    case 'DOCUMENT': {
      const kinds = { IMAGE: 'image', VIDEO: 'video', DOCUMENT: 'document' } as const;
      const handle = firstSample(header.example?.header_handle);
      // Meta answers with a link to its copy of the file, which it does not take as a sample again.
      const isLink = handle === null || /^https?:/.test(handle);
      version.header = { ...version.header, kind: kinds[header.format], handle: isLink ? null : handle };
      return true;
    }
    default:
      return false;
  }
}

function draftButtonOf(button: TemplateButton): DraftButton | null {
  switch (button.type) {
    case 'QUICK_REPLY':
      return { kind: 'quick_reply', text: button.text };
    case 'URL':
      return { kind: 'url', text: button.text, url: button.url, example: firstSample(button.example) ?? '' };
    case 'PHONE_NUMBER':
      return { kind: 'phone', text: button.text, phone: button.phone_number };
    case 'COPY_CODE':
      return { kind: 'copy_code', example: firstSample(button.example) ?? '' };
    default:
      return null;
  }
}

/** The draft after a change of what Meta would get, such as the fix of a finding. */
export function withMetaDraft(draft: TemplateDraft, language: string, changed: unknown): TemplateDraft {
  const of = changed as ReturnType<typeof metaDraftOf>;
  const next = { ...draft, name: of.name, category: of.category };
  const isCode = next.category === 'AUTHENTICATION' || draft.category === 'AUTHENTICATION';
  return {
    ...next,
    versions: draft.versions.map((version) => {
      if (version.language !== language) return version;
      if (isCode) return { ...version, language: of.language };
      const { header, ...read } = versionOf(
        of.language,
        toMeta(of.components.map((each) => readComponent(each))),
        next,
      );
      const { handle, filename, mediaId } = version.header;
      return { ...read, header: { ...header, handle: header.handle ?? handle, filename, mediaId } };
    }),
  };
}

const formatOf = (format: Of['parameterFormat']) => (format === 'named' ? 'NAMED' : 'POSITIONAL');
