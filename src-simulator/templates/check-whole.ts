import { invalidParameter } from '../graph/graph-error.ts';
import { badBody, badButtons, badFooter, badHeader } from './template-error.ts';
import { buttonsOf, type Component, findComponent, type TemplateCategory } from './template.ts';

/** What the components of a template must be together, and with its category. */
export function checkWhole(components: readonly Component[], category: TemplateCategory): void {
  const kinds = components.map(({ type }) => type);
  const twice = kinds.find((kind, index) => kinds.indexOf(kind) !== index);
  if (twice !== undefined) throw invalidParameter(`Param components holds more than one component of type ${twice}.`);
  if (!kinds.includes('BODY')) throw badBody('A template needs a component of type BODY.');
  if (category === 'AUTHENTICATION') return checkAuthentication(components);
  if (buttonsOf(components).some(({ type }) => type === 'OTP')) {
    throw badButtons('Buttons of type OTP belong to category AUTHENTICATION.');
  }
  checkOffer(components, category);
  const carousel = kinds.includes('CAROUSEL');
  if (carousel && category !== 'MARKETING' && category !== 'UTILITY') {
    throw invalidParameter('A carousel belongs to category MARKETING or UTILITY.');
  }
  if (carousel && kinds.some((kind) => kind !== 'BODY' && kind !== 'CAROUSEL')) {
    throw invalidParameter('Beside a carousel there is only a component of type BODY.');
  }
  if (kinds.includes('CALL_PERMISSION_REQUEST') && kinds.includes('BUTTONS')) {
    throw badButtons('A request for the permission to call has no other buttons.');
  }
}

function checkOffer(components: readonly Component[], category: TemplateCategory): void {
  if (!findComponent(components, 'LIMITED_TIME_OFFER')) return;
  if (category !== 'MARKETING') throw invalidParameter('A limited-time offer belongs to category MARKETING.');
  if (findComponent(components, 'FOOTER')) throw badFooter('A limited-time offer has no footer.');
  const header = findComponent(components, 'HEADER');
  if (header !== undefined && header.format !== 'IMAGE' && header.format !== 'VIDEO') {
    throw badHeader('The header of a limited-time offer is an image or a video.');
  }
  const kinds = buttonsOf(components).map(({ type }) => type);
  if (!kinds.includes('URL') || kinds.some((kind) => kind !== 'COPY_CODE' && kind !== 'URL')) {
    throw badButtons('A limited-time offer has a button of type URL, and may have one of type COPY_CODE before it.');
  }
  if (kinds.includes('COPY_CODE') && kinds[0] !== 'COPY_CODE') {
    throw badButtons('The button of type COPY_CODE comes first.');
  }
}

function checkAuthentication(components: readonly Component[]): void {
  const buttons = buttonsOf(components);
  if (buttons.length !== 1 || buttons[0]?.type !== 'OTP') {
    throw badButtons('An authentication template has one button, of type OTP.');
  }
  const other = components.find(({ type }) => !['BODY', 'FOOTER', 'BUTTONS'].includes(type));
  if (other) throw invalidParameter(`An authentication template has no component of type ${other.type}.`);
}
