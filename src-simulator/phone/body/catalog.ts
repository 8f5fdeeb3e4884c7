import type { Trade } from '../../company/company.ts';
import type { Product } from '../wire-body.ts';

/** What a number of this trade sells, for the phone's catalogue and orders. Ids are the retailer ids of the messages. */
export function listProducts(trade: Trade, catalogId: string): Product[] {
  return goods[trade].map((good) => ({ ...good, catalogId }));
}

/** A product by its retailer id. Catalogues of the outside are not known: such a product is named by its id. */
export function getProduct(id: string, catalogId: string): Product {
  const good = [...goods.shop, ...goods.hotel, ...goods.clinic].find((known) => known.id === id);
  if (good) return { ...good, catalogId };
  const hash = [...id].reduce((sum, char) => (sum * 31 + (char.codePointAt(0) ?? 0)) % 9000, 7);
  return { id, catalogId, name: id, detail: 'From the catalogue', price: 9 + hash / 100, currency: 'USD' };
}

const goods: Readonly<Record<Trade, readonly Omit<Product, 'catalogId'>[]>> = {
  shop: [
    {
      id: 'lamp-walnut',
      name: 'Walnut desk lamp',
      detail: 'Warm light, linen shade, 46 cm',
      price: 89,
      currency: 'USD',
    },
    { id: 'throw-sage', name: 'Sage wool throw', detail: 'Merino, 130 × 180 cm', price: 74.5, currency: 'USD' },
    {
      id: 'mug-speckled',
      name: 'Speckled mug, set of 2',
      detail: 'Stoneware, dishwasher safe',
      price: 32,
      currency: 'USD',
    },
    { id: 'vase-clay', name: 'Clay vase', detail: 'Hand thrown, 24 cm', price: 48, currency: 'USD' },
    { id: 'chair-oak', name: 'Oak side chair', detail: 'Oiled oak, woven seat', price: 210, currency: 'USD' },
  ],
  hotel: [
    { id: 'breakfast', name: 'Breakfast by the harbour', detail: 'Per person, 7 to 11', price: 18, currency: 'GBP' },
    { id: 'late-checkout', name: 'Late check-out', detail: 'Stay until 4 pm', price: 35, currency: 'GBP' },
    { id: 'spa-day', name: 'Spa day', detail: 'Pool, sauna, a 30-minute massage', price: 95, currency: 'GBP' },
  ],
  clinic: [
    { id: 'check-up', name: 'Yearly check-up', detail: '45 minutes, with blood test', price: 120, currency: 'EUR' },
    { id: 'vaccination', name: 'Travel vaccination', detail: 'Advice and first dose', price: 60, currency: 'EUR' },
    { id: 'hygiene', name: 'Dental hygiene', detail: '60 minutes', price: 85, currency: 'EUR' },
  ],
};
