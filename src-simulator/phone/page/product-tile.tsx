import { Armchair, BedDouble, Coffee, Flower2, LampDesk, Package, Shirt, Stethoscope, Syringe } from 'lucide-react';
import type { Product } from '../wire-body.ts';
import { formatMoney } from './amounts.ts';
import styles from './product-tile.module.css';

const icons = [
  [/lamp|light/i, LampDesk],
  [/mug|breakfast|coffee/i, Coffee],
  [/vase|flower|spa/i, Flower2],
  [/chair|oak/i, Armchair],
  [/throw|shirt|wool/i, Shirt],
  [/check-?out|room|suite/i, BedDouble],
  [/vaccin/i, Syringe],
  [/check-up|hygiene|clinic/i, Stethoscope],
] as const;

/** The picture of a product, drawn: catalogues are not fetched. */
export function ProductPicture({ product, size }: { product: Product; size: 'small' | 'large' }) {
  const Icon = icons.find(([pattern]) => pattern.test(`${product.id} ${product.name}`))?.[1] ?? Package;
  const hue = [...product.id].reduce((sum, char) => (sum * 29 + (char.codePointAt(0) ?? 0)) % 360, 11);
  return (
    <span
      className={styles['picture']}
      data-size={size}
      style={{ background: `linear-gradient(140deg, oklch(0.83 0.05 ${hue}), oklch(0.68 0.08 ${(hue + 40) % 360}))` }}
      aria-hidden
    >
      <Icon size={size === 'small' ? 26 : 62} strokeWidth={1.1} />
    </span>
  );
}

/** Picture, name, price. */
export function ProductTile({ product }: { product: Product }) {
  return (
    <span className={styles['tile']}>
      <ProductPicture product={product} size="large" />
      <span className={styles['name']}>{product.name}</span>
      <span className={styles['price']}>
        {formatMoney(product.price, product.currency)} · {product.detail}
      </span>
    </span>
  );
}
