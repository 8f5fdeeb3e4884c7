import type { MediaKind } from '../content.ts';

interface Field {
  /** What the value is handed in under: `header`, `body.1`, `body.first_name`, `button.0.suffix`, `card.2.header` … */
  key: string;
  /** For people. */
  label: string;
  required: boolean;
  /** What the business gave to Meta's reviewers. */
  example: string | null;
}

/** One line of text of at most `maxLength` characters. */
export interface LineField extends Field {
  /**
   * `text`: a variable of the header or of a body; `code`: a one-time or an offer code; `suffix`: what comes at the end of
   * a button's address; `payload`: what a tap on a quick reply sends back; `flow_token`, `product_id`: ids.
   */
  kind: 'text' | 'code' | 'suffix' | 'payload' | 'flow_token' | 'product_id';
  maxLength: number;
  /** The part of the address before a `suffix`. */
  base?: string;
}

/** Something an agent fills in before a template can be sent. */
export type TemplateField =
  | LineField
  /** A file: an OutgoingMedia. `types`: null, any. */
  | (Field & { kind: 'media'; mediaKind: MediaKind; maxBytes: number; types: readonly string[] | null })
  /** `{latitude, longitude, name?, address?}`. */
  | (Field & { kind: 'location' })
  /** `{productId, catalogId?}`. */
  | (Field & { kind: 'product' })
  /** `{sections: [{title, productIds}], thumbnail?}`. */
  | (Field & { kind: 'products'; maxSections: number; maxProducts: number })
  /** When an offer ends: epoch ms. */
  | (Field & { kind: 'moment' })
  /** JSON: what a flow opens with, the details of an order. */
  | (Field & { kind: 'data'; name: 'flow_action_data' | 'order_details' });

/** By what of the payload they fill: one component of a send, in the order of the template. */
export interface FormPart {
  component: 'header' | 'body' | 'limited_time_offer' | 'button';
  /** Of the carousel; null outside of it. */
  card: number | null;
  /** Only buttons. `index` counts all buttons of the template or the card. */
  button?: { index: number; subType: string };
  fields: readonly PartField[];
  /** The words that the fields stand in, with the most characters they may have when they are filled. */
  text?: { text: string; limit: number };
}
/** `variable`: the name to be sent as `parameter_name` when the template is a named one. */
export type PartField = TemplateField & { variable?: string };
