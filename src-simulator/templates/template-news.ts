import type { Clock } from '../engine/clock.ts';
import { exactNumber } from '../webhooks/exact-number.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';
import { buttonsOf, findComponent, type QualityScore, type RejectionReason, type Template } from './template.ts';

/** Why a template was paused, unpaused or disabled, as `other_info.title` says it. */
export type StatusTitle = 'FIRST_PAUSE' | 'SECOND_PAUSE' | 'UNPAUSE' | 'DISABLED';

/** Tells subscribers what happened to a template, in the fields that Meta has for it. */
export interface TemplateNews {
  /** `event` is a status or one of the words that webhooks alone know (FLAGGED, REINSTATED, LOCKED …). */
  status(template: Template, event: string, title?: StatusTitle): void;
  quality(template: Template, previous: QualityScore): void;
  components(template: Template): void;
  /** The notice a day ahead, with the category that will be. */
  categoryToCome(template: Template, at: number): void;
  category(template: Template): void;
}

export function createTemplateNews({ clock, webhooks }: { clock: Clock; webhooks: Webhooks }): TemplateNews {
  const emit = (template: Template, field: string, value: object): void =>
    webhooks.emit({
      wabaId: template.wabaId,
      field,
      entryTime: toSeconds(clock.now()),
      value: {
        message_template_id: exactNumber(template.id),
        message_template_name: template.name,
        message_template_language: template.language,
        ...value,
      },
      lane: `${template.wabaId}/templates`,
      wamids: [],
    });

  return {
    status(template, event, title) {
      const rejection = event === 'REJECTED' ? rejections[template.rejectedReason] : undefined;
      emit(template, 'message_template_status_update', {
        event,
        message_template_category: template.category,
        reason: template.rejectedReason,
        ...(title === undefined ? {} : { other_info: { title, description: descriptions[title] } }),
        ...(event === 'DISABLED' ? { disable_info: { disable_date: toSeconds(clock.now()) } } : {}),
        ...(rejection === undefined ? {} : { rejection_info: rejection }),
      });
    },
    quality(template, previous) {
      emit(template, 'message_template_quality_update', {
        previous_quality_score: previous,
        new_quality_score: template.quality.score,
      });
    },
    components(template) {
      const header = findComponent(template.components, 'HEADER');
      const footer = findComponent(template.components, 'FOOTER');
      const buttons = buttonsOf(template.components);
      emit(template, 'message_template_components_update', {
        message_template_element: findComponent(template.components, 'BODY')?.text ?? '',
        ...(header?.format === 'TEXT' ? { message_template_title: header.text } : {}),
        ...(footer === undefined ? {} : { message_template_footer: footer.text }),
        ...(buttons.length === 0
          ? {}
          : {
              message_template_buttons: buttons.map((button) => ({
                message_template_button_type: button.type,
                message_template_button_text: button.text,
                ...(button.type === 'URL' ? { message_template_button_url: button.url } : {}),
                ...(button.type === 'PHONE_NUMBER'
                  ? { message_template_button_phone_number: button.phone_number }
                  : {}),
              })),
            }),
      });
    },
    categoryToCome(template, at) {
      emit(template, 'template_category_update', {
        // Meta's word for the category it still has.
        new_category: template.category,
        correct_category: template.correctCategory,
        category_update_timestamp: toSeconds(at),
      });
    },
    category(template) {
      emit(template, 'template_category_update', {
        previous_category: template.previousCategory,
        new_category: template.category,
      });
    },
  };
}

function toSeconds(epochMs: number): number {
  return Math.floor(epochMs / 1000);
}

const descriptions: Readonly<Record<StatusTitle, string>> = {
  FIRST_PAUSE: 'Your WhatsApp message template has been paused for 3 hours because it had issues with its quality.',
  SECOND_PAUSE: 'Your WhatsApp message template has been paused for 6 hours because it had issues with its quality.',
  UNPAUSE: 'Your WhatsApp message template has been unpaused.',
  DISABLED: 'Your WhatsApp message template has been disabled because the template continued to have quality issues.',
};

const rejections: Readonly<Partial<Record<RejectionReason, { reason: string; recommendation: string }>>> = {
  ABUSIVE_CONTENT: {
    reason: 'The template has abusive or threatening words.',
    recommendation: 'Remove the words that insult or threaten, then submit it again.',
  },
  INCORRECT_CATEGORY: {
    reason: 'The content does not match the category of the template.',
    recommendation: 'Choose the category MARKETING, or remove what promotes something.',
  },
  INVALID_FORMAT: {
    reason: 'The template has placeholders or formatting that are not valid.',
    recommendation: 'Write variables as {{1}} or {{name}} and take out stray braces.',
  },
  SCAM: {
    reason: 'The template asks for sensitive information.',
    recommendation: 'Do not ask for passwords, PINs or card numbers.',
  },
  TAG_CONTENT_MISMATCH: {
    reason: 'The content is not in the language of the template.',
    recommendation: 'Choose the language the text is written in.',
  },
};
