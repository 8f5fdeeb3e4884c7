import { Switch as Base } from '@base-ui/react/switch';
import styles from './switch.module.css';

export function Switch({
  label,
  checked,
  onChange,
}: {
  label: string;
  checked: boolean;
  onChange: (on: boolean) => void;
}) {
  return (
    <Base.Root aria-label={label} checked={checked} onCheckedChange={onChange} className={styles.root}>
      <Base.Thumb className={styles.thumb} />
    </Base.Root>
  );
}
