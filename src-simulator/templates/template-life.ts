import type { Clock } from '../engine/clock.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';
import { review } from './review.ts';
import type { QualityScore, RejectionReason, Template, TemplateCategory, TemplateStatus } from './template.ts';
import { createTemplateNews, type StatusTitle } from './template-news.ts';
import type { TemplateStore } from './template-store.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** After the first and the second bad mark; after the third a template is disabled for good. */
const pauseMs = [3 * hour, 6 * hour];
/** Between the notice of another category and the change. */
const categoryNoticeMs = day;
/** How long an archived template can be taken back. */
const archiveMs = 28 * day;
/** Between a deletion and the word that it is done. */
const deletionMs = 60_000;

/** What Meta does to templates, with the webhooks that tell of it. Times pass on the simulator's clock. */
export interface TemplateLife {
  /** Handed in for review: approved or rejected when the reviewers have looked at it. */
  submit(template: Template): void;
  /** Of the reviewers, ms. */
  setReviewMs(ms: number): void;
  /** IN_APPEAL is decided after the reviewers' time, in the business's favour. */
  setStatus(template: Template, status: TemplateStatus, why?: { reason?: RejectionReason; title?: StatusTitle }): void;
  /** RED pauses an approved template, the third time for good. */
  setQuality(template: Template, score: QualityScore): void;
  /** At once, or announced and done a day later. */
  recategorise(template: Template, category: TemplateCategory, isNow: boolean): void;
  /** Tells of changed components. */
  announceComponents(template: Template): void;
  /** An event that changes no status: FLAGGED, REINSTATED, LOCKED … */
  announce(template: Template, event: string): void;
  /** False when its status does not allow it. Deleted 28 days later. */
  archive(template: Template): boolean;
  /** Back to what it was; false when it is not archived. */
  unarchive(template: Template): boolean;
  remove(template: Template): void;
}

export function createTemplateLife(
  reviewMs: number,
  { clock, webhooks, templates }: { clock: Clock; webhooks: Webhooks; templates: TemplateStore },
): TemplateLife {
  let patience = reviewMs;
  const news = createTemplateNews({ clock, webhooks });

  const setStatus: TemplateLife['setStatus'] = (template, status, why = {}) => {
    template.status = status;
    template.rejectedReason = status === 'REJECTED' ? (why.reason ?? 'INVALID_FORMAT') : 'NONE';
    const at = clock.now();
    template.updatedAt = at;
    news.status(template, status, why.title);
    if (status !== 'IN_APPEAL') return;
    clock.after(patience, () => {
      if (template.status === 'IN_APPEAL' && template.updatedAt === at) setStatus(template, 'APPROVED');
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

  const changeCategory = (template: Template, category: TemplateCategory): void => {
    template.previousCategory = template.category;
    template.category = category;
    template.correctCategory = null;
    template.updatedAt = clock.now();
    news.category(template);
  };

  const remove = (template: Template): void => {
    templates.remove(template);
    setStatus(template, 'PENDING_DELETION');
    clock.after(deletionMs, () => setStatus(template, 'DELETED'));
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
      template.quality = { score, at: clock.now(), reasons: score === 'RED' ? ['SPAM'] : [] };
      if (previous !== score) news.quality(template, previous);
      if (score === 'RED' && template.status === 'APPROVED') pause(template);
    },
    recategorise(template, category, isNow) {
      if (isNow) return changeCategory(template, category);
      template.correctCategory = category;
      news.categoryToCome(template, clock.now() + categoryNoticeMs);
      clock.after(categoryNoticeMs, () => {
        if (template.correctCategory === category && templates.findById(template.id))
          changeCategory(template, category);
      });
    },
    announceComponents: news.components,
    announce: (template, event) => news.status(template, event),
    archive(template) {
      if (template.status !== 'APPROVED' && template.status !== 'REJECTED') return false;
      template.archived = { status: template.status, reason: template.rejectedReason };
      const { archived } = template;
      setStatus(template, 'ARCHIVED');
      clock.after(archiveMs, () => {
        if (template.archived === archived && templates.findById(template.id)) remove(template);
      });
      return true;
    },
    unarchive(template) {
      const { archived, status } = template;
      if (status !== 'ARCHIVED') return false;
      template.archived = null;
      template.status = archived?.status ?? 'APPROVED';
      template.rejectedReason = archived?.reason ?? 'NONE';
      template.updatedAt = clock.now();
      news.status(template, 'UNARCHIVED');
      return true;
    },
    remove,
  };
}
