import { isBanned } from '../../company/send-block.ts';
import type { BusinessNumber } from '../../company/company.ts';
import type { GraphParts } from '../graph.ts';

type Ability = 'AVAILABLE' | 'LIMITED' | 'BLOCKED';

export interface HealthEntity {
  entity_type: 'PHONE_NUMBER' | 'WABA' | 'BUSINESS' | 'APP' | 'MESSAGE_TEMPLATE';
  id: string;
  can_send_message: Ability;
  errors?: readonly { error_code: number; error_description: string; possible_solution: string }[];
  additional_info?: readonly string[];
}

/** `health_status` of a node: what each of `entities` lets through, and the worst of it. */
export function toHealthStatus(entities: readonly HealthEntity[]): object {
  const all = entities.map((entity) => entity.can_send_message);
  const worst = (['BLOCKED', 'LIMITED'] as const).find((ability) => all.includes(ability)) ?? 'AVAILABLE';
  return { can_send_message: worst, entities };
}

/** The number, its account, the portfolio and the app. */
export function numberHealth(parts: GraphParts, number: BusinessNumber): HealthEntity[] {
  return [ofNumber(parts, number), ...accountHealth(parts, number.wabaId)];
}

/** The account, the portfolio and the app. */
export function accountHealth(parts: GraphParts, wabaId: string): HealthEntity[] {
  const app: HealthEntity = { entity_type: 'APP', id: parts.company.appId, can_send_message: 'AVAILABLE' };
  return [ofAccount(parts, wabaId), ofPortfolio(parts), app];
}

function ofNumber(parts: GraphParts, number: BusinessNumber): HealthEntity {
  const state = parts.nodes.stateOf(number);
  const entity = { entity_type: 'PHONE_NUMBER', id: number.id } as const;
  const block = parts.nodes.sendBlock(number, parts.clock.now());
  // What the account is to blame for is told of the account.
  if (block && !accountCodes.has(block.code)) {
    return blocked(entity, block.code, block.details, 'Register the number or ask support to look at it.');
  }
  if (state.quality === 'RED' || state.standing === 'FLAGGED' || state.standing === 'RATE_LIMITED') {
    const additional_info = ['The quality of this phone number is low: messages may be limited.'];
    return { ...entity, can_send_message: 'LIMITED', additional_info };
  }
  return { ...entity, can_send_message: 'AVAILABLE' };
}

const accountCodes: ReadonlySet<number> = new Set([131031, 368, 131042]);

function ofAccount(parts: GraphParts, wabaId: string): HealthEntity {
  const account = parts.nodes.accountOf(wabaId);
  const entity = { entity_type: 'WABA', id: wabaId } as const;
  if (account.isLocked || isBanned(account, parts.clock.now())) {
    return blocked(entity, 131031, 'The account is locked.', 'Request a review in WhatsApp Manager.');
  }
  if (account.isPolicyBlocked) {
    return blocked(entity, 368, 'The account violated a policy.', 'Request a review in WhatsApp Manager.');
  }
  if (!account.hasPaymentMethod) {
    return blocked(
      entity,
      141006,
      'There is an error with your payment method. This will block business initiated conversations.',
      'There was an error with your payment method. Please add a new payment method to the account.',
    );
  }
  return { ...entity, can_send_message: 'AVAILABLE' };
}

function ofPortfolio(parts: GraphParts): HealthEntity {
  const entity = { entity_type: 'BUSINESS', id: parts.company.businessId } as const;
  if (parts.nodes.portfolio().verification === 'verified') return { ...entity, can_send_message: 'AVAILABLE' };
  return {
    ...blocked(
      entity,
      141010,
      'The Business has not passed business verification.',
      'Visit business settings and start or resolve the business verification request.',
    ),
    can_send_message: 'LIMITED',
  };
}

function blocked(
  entity: Pick<HealthEntity, 'entity_type' | 'id'>,
  error_code: number,
  error_description: string,
  possible_solution: string,
): HealthEntity {
  return { ...entity, can_send_message: 'BLOCKED', errors: [{ error_code, error_description, possible_solution }] };
}
