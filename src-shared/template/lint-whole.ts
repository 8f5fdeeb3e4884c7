import { buttonsOf, findComponent, type TemplateComponent } from './definition.ts';
import { error, type Findings } from './lint-finding.ts';
import { templateLimits } from './limits.ts';

/** What the components of a draft must be together, and with its category. */
export function* lintWhole(components: readonly TemplateComponent[], category: string): Findings {
  const types = components.map(({ type }) => type);
  const pathOf = (type: TemplateComponent['type']) => `components.${types.indexOf(type)}`;
  for (const [index, type] of types.entries()) {
    if (type === 'UNKNOWN' || types.indexOf(type) === index) continue;
    yield error(
      'components.twice',
      `components.${index}`,
      `There are two components of type ${type}: WhatsApp takes one`,
      null,
      { type },
    );
  }
  if (!types.includes('BODY')) yield error('body.missing', 'components', 'A template needs a text (BODY)');
  if (category === 'AUTHENTICATION') return yield* lintAuthentication(components);
  if (buttonsOf(components).some(({ type }) => type === 'OTP')) {
    yield error('buttons.otp', pathOf('BUTTONS'), 'Buttons for codes belong to authentication templates', {
      label: 'Make it an authentication template',
      path: 'category',
      value: 'AUTHENTICATION',
    });
  }
  if (types.includes('LIMITED_TIME_OFFER')) yield* lintOffer(components, category, pathOf);
  if (types.includes('CAROUSEL')) yield* lintBesideCarousel(components);
  if (types.includes('CALL_PERMISSION_REQUEST') && types.includes('BUTTONS')) {
    yield error('call.buttons', pathOf('BUTTONS'), 'A template that asks to be allowed to call has no other buttons');
  }
}

function* lintAuthentication(components: readonly TemplateComponent[]): Findings {
  const buttons = buttonsOf(components);
  if (buttons.length !== 1 || buttons[0]?.type !== 'OTP') {
    const at = components.findIndex(({ type }) => type === 'BUTTONS');
    const path = at < 0 ? 'components' : `components.${at}.buttons`;
    yield error('authentication.button', path, 'An authentication template has one button, of type OTP');
  }
  for (const [index, component] of components.entries()) {
    const path = `components.${index}`;
    if (!['BODY', 'FOOTER', 'BUTTONS', 'UNKNOWN'].includes(component.type)) {
      const { type } = component;
      yield error('authentication.component', path, `An authentication template has no ${type}: take it out`, null, {
        type,
      });
    }
    if (component.type === 'BODY' && typeof component.text === 'string') {
      yield error(
        'authentication.text',
        `${path}.text`,
        'WhatsApp writes the text of authentication templates itself',
        {
          label: 'Leave the text to WhatsApp',
          path: `${path}.text`,
          value: undefined,
        },
      );
    }
    const minutes = component.type === 'FOOTER' ? (component.code_expiration_minutes ?? 0) : 1;
    if (!Number.isInteger(minutes) || minutes < 1 || minutes > 90) {
      yield error(
        'authentication.expiry',
        `${path}.code_expiration_minutes`,
        'Say after how many minutes the code expires: 1 to 90',
      );
    }
  }
}

function* lintOffer(
  components: readonly TemplateComponent[],
  category: string,
  pathOf: (type: TemplateComponent['type']) => string,
): Findings {
  const path = pathOf('LIMITED_TIME_OFFER');
  if (category !== 'MARKETING') {
    yield error('offer.category', path, 'Limited-time offers are marketing templates', {
      label: 'Make it a marketing template',
      path: 'category',
      value: 'MARKETING',
    });
  }
  if (findComponent(components, 'FOOTER')) {
    yield error('offer.footer', pathOf('FOOTER'), 'A limited-time offer has no footer', {
      label: 'Take the footer out',
      path: pathOf('FOOTER'),
      value: undefined,
    });
  }
  const header = findComponent(components, 'HEADER');
  if (header !== undefined && header.format !== 'IMAGE' && header.format !== 'VIDEO') {
    yield error('offer.header', pathOf('HEADER'), 'The header of a limited-time offer is a picture or a video');
  }
  const kinds = buttonsOf(components).map(({ type }) => type);
  const isRight = kinds.includes('URL') && kinds.every((kind) => kind === 'COPY_CODE' || kind === 'URL');
  if (!isRight || kinds.indexOf('COPY_CODE') > 0) {
    const where = kinds.length === 0 ? 'components' : `${pathOf('BUTTONS')}.buttons`;
    yield error(
      'offer.buttons',
      where,
      'A limited-time offer has a link as button, and may have a code to copy before it',
    );
  }
}

function* lintBesideCarousel(components: readonly TemplateComponent[]): Findings {
  for (const [index, { type }] of components.entries()) {
    if (type === 'BODY' || type === 'CAROUSEL' || type === 'UNKNOWN') continue;
    yield error(
      'carousel.beside',
      `components.${index}`,
      `Beside a carousel there is only a text: take the ${type} out`,
      null,
      { type },
    );
  }
}

/** `path`: of the carousel. The components of its cards are looked at one by one elsewhere. */
export function* lintCards(
  cards: readonly { readonly components: readonly TemplateComponent[] }[],
  path: string,
): Findings {
  const { minCards, maxCards } = templateLimits;
  if (cards.length < minCards || cards.length > maxCards) {
    yield error(
      'carousel.count',
      `${path}.cards`,
      `A carousel has ${minCards} to ${maxCards} cards; here are ${cards.length}`,
      null,
      { least: minCards, most: maxCards, cards: cards.length },
    );
  }
  for (const [index, { components }] of cards.entries()) {
    const own = `${path}.cards.${index}.components`;
    const types = components.map(({ type }) => type);
    const other = types.find((type) => !['HEADER', 'BODY', 'BUTTONS', 'UNKNOWN'].includes(type));
    if (other !== undefined) {
      yield error('card.component', own, `A card has no ${other}: take it out`, null, { type: other });
    }
    if (new Set(types).size !== types.length) yield error('card.twice', own, 'A card has each component once');
    const header = findComponent(components, 'HEADER');
    if (!header || !['IMAGE', 'VIDEO', 'PRODUCT'].includes(header.format)) {
      yield error('card.header', own, 'Each card needs a picture, a video or a product as its header');
    }
    if (buttonsOf(components).length === 0) yield error('card.buttons', own, 'Each card needs a button');
    if (shapeOf(components) !== shapeOf(cards[0]?.components ?? [])) {
      yield error(
        'card.shape',
        own,
        `Card ${index + 1} is built differently: all cards have the same header, text and buttons as the first`,
        null,
        { card: index + 1 },
      );
    }
  }
}

function shapeOf(components: readonly TemplateComponent[]): string {
  return components
    .map((each) => {
      if (each.type === 'HEADER') return `HEADER/${each.format}`;
      return each.type === 'BUTTONS' ? `BUTTONS/${each.buttons.map(({ type }) => type).join('+')}` : each.type;
    })
    .join();
}
