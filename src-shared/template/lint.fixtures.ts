// A draft for each rule of the checks, and the parts they are made of.

type Json = Readonly<Record<string, unknown>>;
export const body = { type: 'BODY', text: 'Hi {{1}}, your order is here.', example: { body_text: [['Ana']] } };
export const good: Json = { name: 'order_update', language: 'en_US', category: 'UTILITY', components: [body] };
export const image = { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['4::aW'] } };
const url = (address: string, change: Json = {}) => ({ type: 'URL', text: 'Open', url: address, ...change });

export const withBody = (text: string, ...samples: string[]): Json => ({
  ...good,
  components: [{ type: 'BODY', text, example: { body_text: [samples] } }],
});
const withHeader = (header: Json): Json => ({ ...good, components: [{ type: 'HEADER', ...header }, body] });
const withButtons = (...buttons: unknown[]): Json => ({ ...good, components: [body, { type: 'BUTTONS', buttons }] });
const quick = (text: string) => ({ type: 'QUICK_REPLY', text });
const phone = { type: 'PHONE_NUMBER', text: 'Call', phone_number: '+12025550143' };
export const withCards = (...cards: Json[][]): Json => ({
  ...good,
  category: 'MARKETING',
  components: [body, { type: 'CAROUSEL', cards: cards.map((components) => ({ components })) }],
});
export const aCard = (text = 'Look'): Json[] => [image, { type: 'BUTTONS', buttons: [quick(text)] }];
export const code = (...components: Json[]): Json => ({ ...good, category: 'AUTHENTICATION', components });
const otpWith = (change: Json): Json =>
  code({ type: 'BODY' }, { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'ONE_TAP', ...change }] });
const app = { package_name: 'com.example.app', signature_hash: 'abcdefghijk' };
const otpAt = 'components.1.buttons.0';
export const otp = { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] };
export const offer = (components: Json[], change: Json = {}): Json => ({
  ...good,
  category: 'MARKETING',
  components: [{ type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Today' } }, body, ...components],
  ...change,
});
export const shop = { type: 'BUTTONS', buttons: [url('https://example.com')] };

/** What Meta refuses: the rule, the place, the draft. */
export const refused: readonly (readonly [rule: string, path: string, draft: unknown])[] = [
  ['name.missing', 'name', { ...good, name: '' }],
  ['name.letters', 'name', { ...good, name: 'Order Update!' }],
  ['name.long', 'name', { ...good, name: 'a'.repeat(513) }],
  ['language.code', 'language', { ...good, language: 'en-US' }],
  ['category', 'category', { ...good, category: 'TRANSACTIONAL' }],
  ['category', 'category', { ...good, category: 'toString' }],
  ['ttl', 'message_send_ttl_seconds', { ...good, message_send_ttl_seconds: 10 }],
  ['parameter_format', 'parameter_format', { ...good, parameter_format: 'BOTH' }],
  ['components.none', 'components', { ...good, components: [] }],
  ['components.none', 'components', 'nothing'],
  ['component.type', 'components.1', { ...good, components: [body, { type: 'SOUND' }] }],
  ['component.incomplete', 'components.0', { ...good, components: [{ type: 'HEADER' }, body] }],
  ['components.twice', 'components.1', { ...good, components: [body, body] }],
  ['body.missing', 'components', { ...good, components: [image] }],
  ['body.missing', 'components.0.text', { ...good, components: [{ type: 'BODY' }] }],
  ['body.long', 'components.0.text', withBody('a '.repeat(513))],
  ['body.braces', 'components.0.text', withBody('Hi {name}, your order is here.')],
  ['body.numbers', 'components.0.text', withBody('Hi {{1}}, your order {{3}} is at home.', 'Ana', 'M-1')],
  ['body.names', 'components.0.text', withBody('Hi {{first_name}}, your order is here.')],
  ['body.names', 'components.0.text', { ...withBody('Hi {{First}}, your order is here.'), parameter_format: 'named' }],
  ['body.edge', 'components.0.text', withBody('{{1}}, your order is here.', 'Ana')],
  ['body.edge', 'components.0.text', withBody('Your order goes to {{1}} ', 'Ana')],
  ['body.adjacent', 'components.0.text', withBody('Dear Ms {{1}} {{2}}, your order is here.', 'Ana', 'Cruz')],
  ['body.ratio', 'components.0.text', withBody('Hi {{1}}: {{2}}, {{3}}.', 'Ana', 'M-1', 'M-2')],
  ['body.example', 'components.0.example', withBody('Hi {{1}}, your order is here.')],
  ['body.example_count', 'components.0.example', withBody('Hi {{1}}, your order is here.', 'Ana', 'M-1')],
  ['body.lines', 'components.0.text', withBody('Hi\n\n\n\nthere')],
  ['body.repeat', 'components.0.text', withBody(`Hi${'!'.repeat(20)}`)],
  ['header.long', 'components.0.text', withHeader({ format: 'TEXT', text: 'a'.repeat(61) })],
  ['header.plain', 'components.0.text', withHeader({ format: 'TEXT', text: '*Order* 🎉 here' })],
  [
    'header.variables',
    'components.0.text',
    withHeader({ format: 'TEXT', text: 'A {{1}} and {{2}}', example: { header_text: ['1', '2'] } }),
  ],
  ['header.file', 'components.0.example', withHeader({ format: 'VIDEO' })],
  ['footer.missing', 'components.1.text', { ...good, components: [body, { type: 'FOOTER', text: ' ' }] }],
  ['footer.long', 'components.1.text', { ...good, components: [body, { type: 'FOOTER', text: 'a'.repeat(61) }] }],
  ['footer.variable', 'components.1.text', { ...good, components: [body, { type: 'FOOTER', text: 'by {{1}}' }] }],
  ['buttons.none', 'components.1.buttons', withButtons()],
  ['buttons.count', 'components.1.buttons', withButtons(...[...'abcdefghijk'].map(quick))],
  ['buttons.kind', 'components.1.buttons', withButtons(phone, { ...phone, text: 'Ring' })],
  ['buttons.order', 'components.1.buttons', withButtons(quick('a'), phone, quick('b'))],
  ['buttons.otp', 'components.1', withButtons({ type: 'OTP', otp_type: 'COPY_CODE' })],
  ['button.type', 'components.1.buttons.0', withButtons({ type: 'SHARE' })],
  ['button.type', 'components.1.buttons.0', withButtons(7)],
  ['button.incomplete', 'components.1.buttons.0', withButtons({ type: 'URL', text: 'Open' })],
  ['button.text', 'components.1.buttons.0.text', withButtons(quick(' '))],
  ['button.long', 'components.1.buttons.0.text', withButtons(quick('a'.repeat(26)))],
  ['button.variable', 'components.1.buttons.0.text', withButtons(quick('Yes {{1}}'))],
  ['button.twice', 'components.1.buttons.1.text', withButtons(quick('Yes'), quick('Yes'))],
  ['button.url', 'components.1.buttons.0.url', withButtons(url('example.com'))],
  ['button.url_long', 'components.1.buttons.0.url', withButtons(url(`https://example.com/${'a'.repeat(2000)}`))],
  ['button.url_variable', 'components.1.buttons.0.url', withButtons(url('https://example.com/{{1}}/x'))],
  ['button.url_example', 'components.1.buttons.0.example', withButtons(url('https://example.com/{{1}}'))],
  ['button.phone', 'components.1.buttons.0.phone_number', withButtons({ ...phone, phone_number: 'call me' })],
  ['button.code', 'components.1.buttons.0.example', withButtons({ type: 'COPY_CODE', example: 'a'.repeat(16) })],
  ['button.flow', 'components.1.buttons.0', withButtons({ type: 'FLOW', text: 'Go' })],
  [
    'button.flow_action',
    'components.1.buttons.0.flow_action',
    withButtons({ type: 'FLOW', text: 'Go', flow_id: 1, flow_action: 'jump' }),
  ],
  [
    'button.ttl',
    'components.1.buttons.0.ttl_minutes',
    withButtons({ type: 'VOICE_CALL', text: 'Call', ttl_minutes: 5 }),
  ],
  ['button.otp', `${otpAt}.otp_type`, otpWith({ otp_type: 'MAGIC' })],
  ['button.otp_apps', `${otpAt}.supported_apps`, otpWith({})],
  ['button.otp_count', `${otpAt}.supported_apps`, otpWith({ supported_apps: [app, app, app, app, app, app] })],
  ['button.otp_app', `${otpAt}.supported_apps`, otpWith({ supported_apps: [{ ...app, signature_hash: 'short' }] })],
  ['button.otp_terms', `${otpAt}.zero_tap_terms_accepted`, otpWith({ otp_type: 'ZERO_TAP', supported_apps: [app] })],
  ['carousel.count', 'components.1.cards', withCards(aCard())],
  ['carousel.beside', 'components.2', { ...withCards(), components: [body, { type: 'CAROUSEL', cards: [] }, image] }],
  ['card.header', 'components.1.cards.0.components', withCards([otp], [otp])],
  ['card.buttons', 'components.1.cards.1.components', withCards(aCard(), [image])],
  ['card.shape', 'components.1.cards.1.components', withCards(aCard(), [image, shop])],
  [
    'card.component',
    'components.1.cards.0.components',
    withCards([...aCard(), { type: 'FOOTER', text: 'a' }], aCard()),
  ],
  ['buttons.card', 'components.1.cards.0.components.1.buttons', withCards([image, otp], [image, otp])],
  ['offer.category', 'components.0', offer([shop], { category: 'UTILITY' })],
  ['offer.footer', 'components.2', offer([{ type: 'FOOTER', text: 'by us' }, shop])],
  ['offer.header', 'components.2', offer([{ type: 'HEADER', format: 'LOCATION' }, shop])],
  ['offer.buttons', 'components', offer([])],
  [
    'offer.text',
    'components.0.limited_time_offer.text',
    { ...good, components: [{ type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: ' ' } }, body] },
  ],
  ['card.twice', 'components.1.cards.0.components', withCards([image, ...aCard()], aCard())],
  [
    'header.example_list',
    'components.0.example.header_text',
    withHeader({ format: 'TEXT', text: 'Hi {{1}} there', example: { header_text: 'Ana' } }),
  ],
  [
    'offer.long',
    'components.0.limited_time_offer.text',
    { ...good, components: [{ type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'a'.repeat(17) } }, body] },
  ],
  ['call.buttons', 'components.1', { ...withButtons(phone), components: [{ type: 'CALL_PERMISSION_REQUEST' }, shop] }],
  ['authentication.button', 'components', code({ type: 'BODY' })],
  ['authentication.text', 'components.0.text', code({ type: 'BODY', text: 'Your code is {{1}}.' }, otp)],
  ['authentication.component', 'components.0', code(image, { type: 'BODY' }, otp)],
  ['authentication.expiry', 'components.1.code_expiration_minutes', code({ type: 'BODY' }, { type: 'FOOTER' }, otp)],
];

/** What may get it rejected. */
export const doubtful: readonly (readonly [rule: string, path: string, draft: unknown])[] = [
  ['language.unknown', 'language', { ...good, language: 'eo' }],
  ['words.category', 'components.0.text', withBody('Get 20% off your next order.')],
  ['words.category', 'components.0.text', withBody('Jetzt kaufen und Gutschein sichern.')],
  ['words.secrets', 'components.0.text', withBody('Please confirm your card number to go on.')],
  ['words.abuse', 'components.0.text', withBody('Only idiots miss this one.')],
  ['words.language', 'language', withBody('שלום, ההזמנה שלך הגיעה')],
  ['body.blanks', 'components.0.text', withBody('Hi     there, Ana')],
  ['body.emojis', 'components.0.text', withBody(`Hi ${'🎉 '.repeat(11)}`)],
  ['body.example_placeholder', 'components.0.example', withBody('Hi {{1}}, your order is here.', '{{name}}')],
  [
    'card.lines',
    'components.1.cards.0.components.1.text',
    withCards([image, { type: 'BODY', text: 'One\ntwo\nthree\nfour' }, shop], aCard()),
  ],
  ['footer.lines', 'components.1.text', { ...good, components: [body, { type: 'FOOTER', text: 'a\nb' }] }],
  ['buttons.desktop', 'components.1.buttons', withButtons(quick('Yes'), phone)],
  ['button.plain', 'components.1.buttons.0.text', withButtons(quick('Yes 👍'))],
  [
    'button.phone_country',
    'components.1.buttons.0.phone_number',
    withButtons({ ...phone, phone_number: '2025550143' }),
  ],
  ['button.url_http', 'components.1.buttons.0.url', withButtons(url('http://example.com'))],
  ['button.url_whatsapp', 'components.1.buttons.0.url', withButtons(url('https://wa.me/12025550143'))],
  ['button.url_short', 'components.1.buttons.0.url', withButtons(url('https://bit.ly/abc'))],
];
