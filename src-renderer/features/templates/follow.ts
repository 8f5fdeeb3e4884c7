import { useConnection } from '../../entities/connection.ts';
import { mayI } from '../../entities/directory.ts';
import { loadTemplateDrafts, useTemplateDrafts } from '../../entities/template-drafts.ts';
import { useTemplates } from '../../entities/templates.ts';
import { t } from '../../i18n/i18n.ts';
import { showToast } from '../../ui/toasts.ts';
import { keyOfGroup } from './library-groups.ts';
import { openDraft, openTemplate } from './library-store.ts';

const inReview = new Set(['PENDING', 'IN_APPEAL']);

/** Tells those who write templates what became of a review, and asks again about what waited for the network. */
export function followTemplates(show: () => void): () => void {
  void loadTemplateDrafts().catch(() => undefined);
  const stopReviews = useTemplates.subscribe(({ templates }, { templates: before }) => {
    if (before.length === 0 || !mayI('template.write')) return;
    const waited = new Set(before.filter(({ status }) => inReview.has(status)).map(({ id }) => id));
    for (const template of templates) {
      const { id, name, language, status } = template;
      if (!waited.has(id) || (status !== 'APPROVED' && status !== 'REJECTED')) continue;
      const run = () => {
        openTemplate(keyOfGroup(template), language);
        show();
      };
      showToast({
        kind: status === 'APPROVED' ? 'info' : 'warning',
        text: t(`templateEditor.review.${status}`, { name }),
        action: { label: t('templateEditor.show'), run },
      });
    }
  });
  const stopParked = useConnection.subscribe(({ connection }, { connection: before }) => {
    if (connection?.backend.state !== 'ok' || before?.backend.state === 'ok') return;
    const parked = useTemplateDrafts.getState().drafts.find(({ isParked }) => isParked);
    if (parked === undefined || !mayI('template.write')) return;
    const run = () => {
      openDraft(parked.id);
      show();
    };
    showToast({
      kind: 'info',
      text: t('templateEditor.askAgain', { name: parked.name }),
      action: { label: t('templateEditor.show'), run },
    });
  });
  return () => {
    stopReviews();
    stopParked();
  };
}
