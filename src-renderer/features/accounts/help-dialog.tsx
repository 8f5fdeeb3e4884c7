import troubleshooting from '../../../docs/troubleshooting.md?raw';
import { t } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { readHelp } from './read-help.ts';
import styles from './doctor.module.css';

/** What the troubleshooting page says under this heading; it is part of Parley and there without a network. */
export function HelpDialog({ heading, onClose }: { heading: string; onClose: () => void }) {
  const row = readHelp(troubleshooting, heading);
  if (row === null) return null;
  return (
    <Dialog open onClose={onClose} title={t('doctor.helpTitle', { title: row.title })}>
      {/* The page is written in English. */}
      <div className={styles.help} lang="en" dir="ltr">
        {row.parts.map(({ lead, text }) => (
          <p key={text}>
            {lead !== null && <strong>{lead}: </strong>}
            {text}
          </p>
        ))}
      </div>
    </Dialog>
  );
}
