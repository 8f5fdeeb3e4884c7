import { BedDouble, ShoppingBag, Smartphone, Stethoscope } from 'lucide-react';
import type { PhoneNumber } from '../wire.ts';
import styles from './avatar.module.css';

const tradeIcons = { shop: ShoppingBag, hotel: BedDouble, clinic: Stethoscope, device: Smartphone };

/** The round picture of one of the company's numbers. */
export function NumberAvatar({ number, size = 46 }: { number: PhoneNumber; size?: number }) {
  const Icon = tradeIcons[number.trade];
  return (
    <span
      className={styles['avatar']}
      data-trade={number.trade}
      style={{ inlineSize: size, blockSize: size }}
      aria-hidden
    >
      <Icon size={size * 0.46} strokeWidth={1.75} />
    </span>
  );
}

/** The round picture of a customer: their initials, or the emoji they call themselves. */
export function CustomerAvatar({ name, size = 40 }: { name: string; size?: number }) {
  const hue = [...name].reduce((sum, char) => (sum * 31 + (char.codePointAt(0) ?? 0)) % 360, 7);
  return (
    <span
      className={styles['avatar']}
      style={{
        inlineSize: size,
        blockSize: size,
        fontSize: size * 0.38,
        background: `oklch(0.5 0.09 ${hue})`,
      }}
      aria-hidden
    >
      {initials(name)}
    </span>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const first = words[0];
  if (first === undefined) return [...name][0] ?? '?';
  const last = words.length > 1 ? words.at(-1) : undefined;
  return [first, last]
    .map((word) => (word === undefined ? '' : [...word][0]))
    .join('')
    .toLocaleUpperCase();
}
