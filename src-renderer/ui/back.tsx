import { ArrowLeft } from 'lucide-react';
import { Button } from './button.tsx';
import styles from './back.module.css';

/** To the page above, by its name. */
export function Back({ to, onBack }: { to: string; onBack: () => void }) {
  return (
    <div className={styles.back}>
      <Button kind="quiet" size="small" icon={ArrowLeft} onClick={onBack}>
        {to}
      </Button>
    </div>
  );
}
