import { type Component, findComponent, type OtpButton, type Template } from '../../templates/template.ts';

export const templateDefaults = [
  'name',
  'parameter_format',
  'components',
  'language',
  'status',
  'category',
  'sub_category',
  'previous_category',
];
export const templateType = 'WhatsAppMessageTemplate';

/** A template with every field Graph can be asked for; what is undefined is left out. */
export function toTemplateNode(template: Template): Record<string, unknown> {
  return {
    id: template.id,
    name: template.name,
    parameter_format: template.parameterFormat,
    components: toComponents(template.components),
    language: template.language,
    status: template.status,
    category: template.category,
    sub_category: undefined,
    previous_category: template.previousCategory ?? undefined,
    correct_category: template.correctCategory ?? undefined,
    rejected_reason: template.rejectedReason,
    quality_score: {
      score: template.quality.score,
      date: Math.floor(template.quality.at / 1000),
      ...(template.quality.reasons.length === 0 ? {} : { reasons: template.quality.reasons }),
    },
    message_send_ttl_seconds: template.ttlSeconds ?? undefined,
    cta_url_link_tracking_opted_out: !template.isLinkTracked,
    library_template_name: template.libraryName ?? undefined,
    last_updated_time: new Date(template.updatedAt).toISOString().replace(/\.\d+Z$/, '+0000'),
    health_status: {
      can_send_message: template.status === 'APPROVED' ? 'AVAILABLE' : 'BLOCKED',
      entities: [
        {
          entity_type: 'MESSAGE_TEMPLATE',
          id: template.id,
          can_send_message: template.status === 'APPROVED' ? 'AVAILABLE' : 'BLOCKED',
        },
      ],
    },
  };
}

/** Meta keeps the button of a code as one with a URL. */
function toComponents(components: readonly Component[]): readonly object[] {
  const minutes = findComponent(components, 'FOOTER')?.code_expiration_minutes;
  return components.map((component) => {
    if (component.type !== 'BUTTONS') return component;
    const buttons = component.buttons.map((button) => (button.type === 'OTP' ? toUrlButton(button, minutes) : button));
    return { ...component, buttons };
  });
}

function toUrlButton(button: OtpButton, minutes: number | undefined): object {
  const query = new URLSearchParams({
    otp_type: button.otp_type,
    ...(button.autofill_text === undefined ? {} : { cta_display_name: button.autofill_text }),
    ...(button.supported_apps?.[0] ?? {}),
    ...(minutes === undefined ? {} : { code_expiration_minutes: String(minutes) }),
  });
  const url = `https://www.whatsapp.com/otp/code/?${query}&code=otp`;
  return { type: 'URL', text: button.text, url: `${url}{{1}}`, example: [`${url}123456`] };
}
