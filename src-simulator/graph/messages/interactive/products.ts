import { at, type Json, memberOf, missing, notValid, readArray, readOptionalText, readText } from '../params.ts';

const idLimit = 256;
const sectionLimit = 10;
const productLimit = 30;

/** One product of a catalogue. */
export function checkProduct(action: Json, path: string): void {
  readText(action, 'catalog_id', path, idLimit);
  readText(action, 'product_retailer_id', path, idLimit);
}

/** Up to thirty products in sections. */
export function checkProductList(action: Json, path: string): void {
  readText(action, 'catalog_id', path, idLimit);
  const sections = readArray(action, 'sections', path, 1, sectionLimit);
  let count = 0;
  for (const [index, value] of sections.entries()) {
    const sectionPath = at(at(path, 'sections'), index);
    const section = memberOf(value, sectionPath);
    const title = readOptionalText(section, 'title', sectionPath, 24);
    if (title === null && sections.length > 1) throw missing(at(sectionPath, 'title'));
    for (const [position, item] of readArray(section, 'product_items', sectionPath, 1, productLimit).entries()) {
      const itemPath = at(at(sectionPath, 'product_items'), position);
      readText(memberOf(item, itemPath), 'product_retailer_id', itemPath, idLimit);
      count++;
    }
  }
  if (count > productLimit) throw notValid(at(path, 'sections'), `has too many products. Max allowed: ${productLimit}`);
}
