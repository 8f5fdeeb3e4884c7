import { t } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { QuickReplies } from './quick-replies.tsx';

/** The team's and one's own quick replies, over whatever is on screen. */
export function QuickRepliesDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} onClose={onClose} title={t('quickReplies.title')} width="wide">
      {open && <QuickReplies />}
    </Dialog>
  );
}
