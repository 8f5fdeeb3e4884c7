import { GraphError } from '../../graph-error.ts';
import { type MediaUse, readMediaUse } from '../media.ts';
import { isObject, type Json, missing, notValid, readObject, readText } from '../params.ts';
import { checkAddress, checkCallButton, checkFlow, checkNamed, checkUrlButton } from './actions.ts';
import { checkButtons } from './buttons.ts';
import { checkCarousel } from './carousel.ts';
import { checkList } from './list.ts';
import { checkProduct, checkProductList } from './products.ts';

/** What one kind of interactive message may and must have around its action. */
interface Kind {
  headers: readonly ('text' | 'image' | 'video' | 'document')[];
  isHeaderRequired?: boolean;
  body: 'required' | 'optional';
  bodyLimit: number;
  hasFooter: boolean;
  checkAction(action: Json, path: string, uses: MediaUse[]): void;
}

const anyHeader = ['text', 'image', 'video', 'document'] as const;
const rich = { headers: anyHeader, body: 'required', bodyLimit: 1024, hasFooter: true } as const;
const plain = { headers: [], body: 'required', bodyLimit: 1024, hasFooter: false } as const;

const kinds: Readonly<Record<string, Kind>> = {
  button: { ...rich, checkAction: checkButtons },
  list: { ...rich, headers: ['text'], bodyLimit: 4096, checkAction: checkList },
  cta_url: { ...rich, checkAction: checkUrlButton },
  location_request_message: { ...plain, checkAction: (action, path) => checkNamed(action, path, 'send_location') },
  contact_request: { ...rich, checkAction: (action, path) => checkNamed(action, path, 'request_contact_info') },
  flow: { ...rich, checkAction: checkFlow },
  product: { ...rich, headers: [], body: 'optional', checkAction: checkProduct },
  product_list: { ...rich, headers: ['text'], isHeaderRequired: true, checkAction: checkProductList },
  catalog_message: { ...rich, headers: [], checkAction: (action, path) => checkNamed(action, path, 'catalog_message') },
  carousel: { ...plain, checkAction: checkCarousel },
  voice_call: { ...plain, checkAction: checkCallButton },
  call_permission_request: {
    ...plain,
    body: 'optional',
    checkAction: (action, path) => checkNamed(action, path, 'call_permission_request'),
  },
  address_message: { ...rich, checkAction: checkAddress },
};

/** Payments need terms of their own that no business of the simulator has accepted. */
const paymentKinds = ['order_details', 'order_status'];

const headerLimit = 60;
const footerLimit = 60;

/** Checks an `interactive` object of any kind; the files it shows are added to `uses`. */
export function checkInteractive(content: Json, uses: MediaUse[]): void {
  const type = readText(content, 'type', 'interactive', 60);
  if (paymentKinds.includes(type)) {
    throw new GraphError(134011, '(#134011) WhatsApp Payments terms of service has not been accepted', {
      details: `Interactive message type ${type} needs the terms of WhatsApp Payments to be accepted.`,
    });
  }
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  if (!kind) {
    throw notValid("interactive['type']", `must be one of {${Object.keys(kinds).join(', ')}} - got "${type}".`);
  }
  checkHeader(content, type, kind, uses);
  checkBody(content, kind);
  const { footer } = content;
  if (footer !== undefined && footer !== null) {
    if (!kind.hasFooter) throw notValid("interactive['footer']", `is not allowed for type ${type}.`);
    readText(readObject(content, 'footer', 'interactive'), 'text', "interactive['footer']", footerLimit);
  }
  kind.checkAction(readObject(content, 'action', 'interactive'), "interactive['action']", uses);
}

function checkHeader(content: Json, type: string, kind: Kind, uses: MediaUse[]): void {
  const path = "interactive['header']";
  const { header } = content;
  if (header === undefined || header === null) {
    if (kind.isHeaderRequired === true) throw missing(path);
    return;
  }
  const form = readText(readObject(content, 'header', 'interactive'), 'type', path, 20);
  const allowed = kind.headers.find((known) => known === form);
  if (allowed === undefined || !isObject(header)) {
    const choice = kind.headers.length === 0 ? 'is not allowed' : `must be one of {${kind.headers.join(', ')}}`;
    throw notValid(`${path}['type']`, `${choice} for interactive type ${type} - got "${form}".`);
  }
  if (allowed === 'text') readText(header, 'text', path, headerLimit);
  else readMediaUse(allowed, header, path, uses);
}

function checkBody(content: Json, kind: Kind): void {
  const { body } = content;
  if ((body === undefined || body === null) && kind.body === 'optional') return;
  readText(readObject(content, 'body', 'interactive'), 'text', "interactive['body']", kind.bodyLimit);
}
