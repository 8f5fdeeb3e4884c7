/** A message template as Graph answers it: components keep Meta's keys, types are in capitals. */
export interface Template {
  /** 17 digits: more than a JavaScript number holds, and webhooks print it as a JSON number. */
  readonly id: string;
  readonly wabaId: string;
  readonly name: string;
  /** `en_US`, `de`, … */
  readonly language: string;
  category: TemplateCategory;
  /** What it was before a re-categorisation. */
  previousCategory: TemplateCategory | null;
  /** What Meta thinks it should be; differs from `category` between the notice and the change. */
  correctCategory: TemplateCategory | null;
  status: TemplateStatus;
  /** `NONE` unless rejected. */
  rejectedReason: RejectionReason;
  parameterFormat: ParameterFormat;
  components: readonly Component[];
  quality: { score: QualityScore; /** Epoch ms. */ at: number; reasons: readonly string[] };
  /** Pauses for low quality so far; the third time it is disabled. */
  pauses: number;
  /** What it was before it was archived; null when it is not. */
  archived: { readonly status: TemplateStatus; readonly reason: RejectionReason } | null;
  /** Null uses the category's default. */
  ttlSeconds: number | null;
  isLinkTracked: boolean;
  libraryName: string | null;
  /** What became of the flow its button opens: refused with 132068 or 132069. */
  flowState: 'BLOCKED' | 'THROTTLED' | null;
  readonly createdAt: number;
  updatedAt: number;
  /** Epoch ms of the edits of the last 30 days. */
  edits: readonly number[];
}

export const categories = ['AUTHENTICATION', 'MARKETING', 'UTILITY'] as const;
export type TemplateCategory = (typeof categories)[number];

export const statuses = [
  'APPROVED',
  'ARCHIVED',
  'DELETED',
  'DISABLED',
  'IN_APPEAL',
  'LIMIT_EXCEEDED',
  'PAUSED',
  'PENDING',
  'PENDING_DELETION',
  'REJECTED',
] as const;
export type TemplateStatus = (typeof statuses)[number];

export const qualityScores = ['GREEN', 'YELLOW', 'RED', 'UNKNOWN'] as const;
export type QualityScore = (typeof qualityScores)[number];

export const rejectionReasons = [
  'ABUSIVE_CONTENT',
  'INCORRECT_CATEGORY',
  'INVALID_FORMAT',
  'NONE',
  'PROMOTIONAL',
  'SCAM',
  'TAG_CONTENT_MISMATCH',
] as const;
export type RejectionReason = (typeof rejectionReasons)[number];

export type ParameterFormat = 'POSITIONAL' | 'NAMED';

export type MediaFormat = 'IMAGE' | 'VIDEO' | 'DOCUMENT' | 'GIF';

export type Component =
  | HeaderComponent
  | BodyComponent
  | FooterComponent
  | ButtonsComponent
  | OfferComponent
  | CarouselComponent
  | { readonly type: 'CALL_PERMISSION_REQUEST' };

export type HeaderComponent =
  | { readonly type: 'HEADER'; readonly format: 'TEXT'; readonly text: string; readonly example?: TextExample }
  | {
      readonly type: 'HEADER';
      readonly format: MediaFormat;
      readonly example: { readonly header_handle: readonly string[] };
    }
  | { readonly type: 'HEADER'; readonly format: 'LOCATION' | 'PRODUCT' };

export interface BodyComponent {
  readonly type: 'BODY';
  /** Authentication templates have Meta's fixed words here. */
  readonly text: string;
  readonly add_security_recommendation?: boolean;
  readonly example?: TextExample;
}

export interface FooterComponent {
  readonly type: 'FOOTER';
  readonly text: string;
  readonly code_expiration_minutes?: number;
}

export interface ButtonsComponent {
  readonly type: 'BUTTONS';
  readonly buttons: readonly Button[];
}

export interface OfferComponent {
  readonly type: 'LIMITED_TIME_OFFER';
  readonly limited_time_offer: { readonly text: string; readonly has_expiration: boolean };
}

export interface CarouselComponent {
  readonly type: 'CAROUSEL';
  readonly cards: readonly { readonly components: readonly Component[] }[];
}

/** Sample values, positional or named. */
export interface TextExample {
  readonly header_text?: readonly string[];
  readonly body_text?: readonly (readonly string[])[];
  readonly header_text_named_params?: readonly NamedExample[];
  readonly body_text_named_params?: readonly NamedExample[];
}

export interface NamedExample {
  readonly param_name: string;
  readonly example: string;
}

export type Button =
  | { readonly type: 'QUICK_REPLY'; readonly text: string }
  | { readonly type: 'URL'; readonly text: string; readonly url: string; readonly example?: readonly string[] }
  | { readonly type: 'PHONE_NUMBER'; readonly text: string; readonly phone_number: string }
  | { readonly type: 'COPY_CODE'; readonly text: string; readonly example: readonly string[] }
  | OtpButton
  | FlowButton
  | { readonly type: 'CATALOG' | 'MPM' | 'SPM' | 'ORDER_DETAILS' | 'REQUEST_CONTACT_INFO'; readonly text: string }
  | { readonly type: 'VOICE_CALL'; readonly text: string; readonly ttl_minutes?: number };

export interface OtpButton {
  readonly type: 'OTP';
  readonly otp_type: 'COPY_CODE' | 'ONE_TAP' | 'ZERO_TAP';
  readonly text: string;
  readonly autofill_text?: string;
  readonly supported_apps?: readonly { readonly package_name: string; readonly signature_hash: string }[];
  readonly zero_tap_terms_accepted?: boolean;
}

export interface FlowButton {
  readonly type: 'FLOW';
  readonly text: string;
  readonly flow_id: string;
  readonly flow_action: 'NAVIGATE' | 'DATA_EXCHANGE';
  readonly navigate_screen?: string;
}

/** The component of a kind, when the template has one. */
export function findComponent<T extends Component['type']>(
  components: readonly Component[],
  type: T,
): Extract<Component, { type: T }> | undefined {
  return components.find((component): component is Extract<Component, { type: T }> => component.type === type);
}

/** All buttons, in the order sends count them. */
export function buttonsOf(components: readonly Component[]): readonly Button[] {
  return findComponent(components, 'BUTTONS')?.buttons ?? [];
}
