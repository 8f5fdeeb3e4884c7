import { MessageCircleQuestion, Minus, Plus } from 'lucide-react';
import { useState } from 'react';
import type { Action, Product } from '../wire-body.ts';
import { formatMoney } from './amounts.ts';
import controls from './controls.module.css';
import { ProductPicture } from './product-tile.tsx';
import styles from './products-sheet.module.css';
import { Sheet } from './sheet.tsx';

/** A catalogue: put things in the cart and send it as an order, or ask about one. */
export function ProductsSheet(props: {
  products: Extract<Action, { kind: 'products' }>;
  onOrder: (catalogId: string, lines: { productId: string; quantity: number }[]) => void;
  onAsk: (product: Product) => void;
  onClose: () => void;
}) {
  const [cart, setCart] = useState<Readonly<Record<string, number>>>({});
  const { sections, title } = props.products;
  const all = sections.flatMap(({ products }) => products);
  const lines = all.flatMap(({ id }) => (cart[id] ? [{ productId: id, quantity: cart[id] }] : []));
  const total = all.reduce((sum, { id, price }) => sum + price * (cart[id] ?? 0), 0);
  const add = (id: string, by: number): void =>
    setCart((known) => ({ ...known, [id]: Math.min(99, Math.max(0, (known[id] ?? 0) + by)) }));
  return (
    <Sheet
      title={title}
      onClose={props.onClose}
      footer={
        <button
          type="button"
          className={controls['primary']}
          disabled={lines.length === 0}
          onClick={() => props.onOrder(all[0]?.catalogId ?? '', lines)}
        >
          {lines.length === 0 ? 'Your cart is empty' : `Send order · ${formatMoney(total, all[0]?.currency ?? 'USD')}`}
        </button>
      }
    >
      {sections.map((section) => (
        <div key={section.title}>
          {section.title !== '' && <h3 className={controls['section']}>{section.title}</h3>}
          {section.products.map((product) => (
            <div key={product.id} className={styles['product']} role="group" aria-label={product.name}>
              <ProductPicture product={product} size="small" />
              <span className={controls['rowWords']}>
                <span className={controls['rowTitle']}>{product.name}</span>
                <span className={controls['rowDetail']}>{product.detail}</span>
                <span className={styles['price']}>{formatMoney(product.price, product.currency)}</span>
              </span>
              <button
                type="button"
                className={styles['step']}
                aria-label={`Ask about ${product.name}`}
                onClick={() => props.onAsk(product)}
              >
                <MessageCircleQuestion size={17} aria-hidden />
              </button>
              {cart[product.id] ? (
                <>
                  <button
                    type="button"
                    className={styles['step']}
                    aria-label={`One ${product.name} less`}
                    onClick={() => add(product.id, -1)}
                  >
                    <Minus size={16} aria-hidden />
                  </button>
                  <output className={styles['count']}>{cart[product.id]}</output>
                </>
              ) : null}
              <button
                type="button"
                className={styles['step']}
                data-add
                aria-label={`Add ${product.name}`}
                onClick={() => add(product.id, 1)}
              >
                <Plus size={16} aria-hidden />
              </button>
            </div>
          ))}
        </div>
      ))}
    </Sheet>
  );
}
