import type { Clock } from '../engine/clock.ts';
import { exactNumber } from '../webhooks/exact-number.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';
import { review } from './review.ts';
import {
  buttonsOf,
  findComponent,
  type QualityScore,
  type RejectionReason,
  type Template,
  type TemplateCategory,
  type TemplateStatus,
} from './template.ts';

const hour = 3_600_000;
/** After the first and the second bad mark; after the third a template is disabled for good. */
const pauseMs = [3 * hour, 6 * hour];

/** What Meta does to templates, with the webhooks that tell of it. Times pass on the simulator's clock. */
export interface TemplateLife {
  /** Handed in for review: approved or rejected when the reviewers have looked at it. */
  submit(template: Template): void;
  /** Of the reviewers, ms. */
  setReviewMs(ms: number): void;
  setStatus(template: Template, status: TemplateStatus, why?: { reason?: RejectionReason; title?: string }): void;
  /** RED pauses an approved template, the third time for good. */
  setQuality(template: Template, score: QualityScore): void;
  /** Announces the right category; `isNow` changes it, too. */
  recategorise(template: Template, category: TemplateCategory, isNow: boolean): void;
  /** Tells of changed components. */
  announceComponents(template: Template): void;
}

export function createTemplateLife(
  reviewMs: number,
  { clock, webhooks }: { clock: Clock; webhooks: Webhooks },
): TemplateLife {
  let patience = reviewMs;
  const emit = (template: Template, field: string, value: object): void =>
    webhooks.emit({
      wabaId: template.wabaId,
      field,
      entryTime: Math.floor(clock.now() / 1000),
      value: {
        message_template_id: exactNumber(template.id),
        message_template_name: template.name,
        message_template_language: template.language,
        ...value,
      },
      lane: `${template.wabaId}/templates`,
      wamids: [],
    });

  const setStatus: TemplateLife['setStatus'] = (template, status, why = {}) => {
    template.status = status;
    template.rejectedReason = status === 'REJECTED' ? (why.reason ?? 'INVALID_FORMAT') : 'NONE';
    template.updatedAt = clock.now();
    emit(template, 'message_template_status_update', {
      event: status,
      message_template_category: template.category,
      reason: template.rejectedReason,
      ...(why.title === undefined ? {} : { other_info: { title: why.title, description: descriptions[why.title] } }),
      ...(status === 'DISABLED' ? { disable_info: { disable_date: Math.floor(clock.now() / 1000) } } : {}),
    });
  };

  const pause = (template: Template): void => {
    const ms = pauseMs[template.pauses];
    template.pauses++;
    if (ms === undefined) return setStatus(template, 'DISABLED', { title: 'DISABLED' });
    const { pauses } = template;
    setStatus(template, 'PAUSED', { title: pauses === 1 ? 'FIRST_PAUSE' : 'SECOND_PAUSE' });
    clock.after(ms, () => {
      if (template.status === 'PAUSED' && template.pauses === pauses) {
        setStatus(template, 'APPROVED', { title: 'UNPAUSE' });
      }
    });
  };

  return {
    submit(template) {
      template.status = 'PENDING';
      const handedIn = clock.now();
      template.updatedAt = handedIn;
      clock.after(patience, () => {
        // Edited, deleted or decided by hand meanwhile.
        if (template.status !== 'PENDING' || template.updatedAt !== handedIn) return;
        const reason = review(template);
        if (reason === 'NONE') setStatus(template, 'APPROVED');
        else setStatus(template, 'REJECTED', { reason });
      });
    },
    setReviewMs(ms) {
      patience = ms;
    },
    setStatus,
    setQuality(template, score) {
      const previous = template.quality.score;
      if (previous === score) return;
      template.quality = { score, at: clock.now(), reasons: score === 'RED' ? ['SPAM'] : [] };
      emit(template, 'message_template_quality_update', {
        previous_quality_score: previous,
        new_quality_score: score,
      });
      if (score === 'RED' && template.status === 'APPROVED') pause(template);
    },
    recategorise(template, category, isNow) {
      if (isNow) {
        template.previousCategory = template.category;
        template.category = category;
        template.correctCategory = null;
        template.updatedAt = clock.now();
      } else {
        template.correctCategory = category;
      }
      emit(
        template,
        'template_category_update',
        isNow
          ? { previous_category: template.previousCategory, new_category: category }
          : {
              new_category: template.category,
              correct_category: category,
              category_update_timestamp: Math.floor((clock.now() + 24 * hour) / 1000),
            },
      );
    },
    announceComponents(template) {
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
  };
}

const descriptions: Readonly<Record<string, string>> = {
  FIRST_PAUSE: 'Your WhatsApp message template has been paused for 3 hours because it had issues with its quality.',
  SECOND_PAUSE: 'Your WhatsApp message template has been paused for 6 hours because it had issues with its quality.',
  UNPAUSE: 'Your WhatsApp message template has been unpaused.',
  DISABLED: 'Your WhatsApp message template has been disabled because the template continued to have quality issues.',
};
