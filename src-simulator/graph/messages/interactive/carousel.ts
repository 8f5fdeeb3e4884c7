import { type MediaUse, readMediaUse } from '../media.ts';
import { at, type Json, memberOf, notValid, readArray, readObject, readText } from '../params.ts';
import { checkUrlButton } from './actions.ts';
import { readReply, refuseDoubles } from './buttons.ts';
import { checkProduct } from './products.ts';
import { wordOf } from '../../word-of.ts';

const bodyLimit = 160;
const bodyBreaks = 2;

/** Two to ten cards, all of one make: with a link, with quick replies, or products of one catalogue. */
export function checkCarousel(action: Json, path: string, uses: MediaUse[]): void {
  const listPath = at(path, 'cards');
  const cards = readArray(action, 'cards', path, 2, 10).map((card, index) => memberOf(card, at(listPath, index)));
  const makes = cards.map((card, index) => checkCard(card, at(listPath, index), index, uses));
  const odd = makes.findIndex((make) => make !== makes[0]);
  if (odd > 0) throw notValid(at(listPath, odd), 'must have the same buttons as the other cards.');
  const replies = cards.flatMap((card) => idsOf(card));
  refuseDoubles(replies, listPath, 'quick reply id');
}

/** What has to be the same on all cards. */
function checkCard(card: Json, path: string, index: number, uses: MediaUse[]): string {
  if (Number(card['card_index'] ?? Number.NaN) !== index) throw notValid(at(path, 'card_index'), `must be ${index}.`);
  const action = readObject(card, 'action', path);
  const actionPath = at(path, 'action');
  if (card['type'] === 'product') {
    checkProduct(action, actionPath);
    return `product/${wordOf(action['catalog_id'])}`;
  }

  const header = readObject(card, 'header', path);
  const form = readText(header, 'type', at(path, 'header'), 20);
  if (form !== 'image' && form !== 'video') {
    throw notValid(at(at(path, 'header'), 'type'), `must be one of {image, video} - got "${form}".`);
  }
  readMediaUse(form, header, at(path, 'header'), uses);
  if (card['body'] !== undefined && card['body'] !== null) {
    const text = readText(readObject(card, 'body', path), 'text', at(path, 'body'), bodyLimit);
    if (text.split('\n').length - 1 > bodyBreaks) {
      throw notValid(at(path, 'body'), `must have at most ${bodyBreaks} line breaks.`);
    }
  }
  if (action['buttons'] === undefined) {
    checkUrlButton(action, actionPath);
    return 'url';
  }
  const buttons = readArray(action, 'buttons', actionPath, 1, 3);
  for (const [position, button] of buttons.entries()) {
    const buttonPath = at(at(actionPath, 'buttons'), position);
    readReply(memberOf(button, buttonPath), buttonPath, 'quick_reply');
  }
  return `quick_reply/${buttons.length}`;
}

function idsOf(card: Json): string[] {
  const action = readObject(card, 'action', '');
  const { buttons } = action;
  if (!Array.isArray(buttons)) return [];
  return buttons.map((button) => wordOf(readObject(memberOf(button, ''), 'quick_reply', '')['id']));
}
