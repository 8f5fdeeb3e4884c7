/** A template as the customer sees it: no variables left, defaults filled in. */
export interface FilledTemplate {
  readonly name: string;
  readonly language: string;
  readonly category: string;
  readonly header: FilledHeader | null;
  readonly body: string;
  readonly footer: string | null;
  readonly offer: FilledOffer | null;
  readonly buttons: readonly FilledButton[];
  readonly cards: readonly FilledCard[];
  /** A request to be called stands below the text. */
  readonly asksToCall: boolean;
}

export interface FilledCard {
  readonly header: FilledHeader | null;
  readonly body: string;
  readonly buttons: readonly FilledButton[];
}

export type FilledHeader =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image' | 'video' | 'document' | 'gif'; readonly media: FilledMedia }
  | {
      readonly type: 'location';
      readonly latitude: number;
      readonly longitude: number;
      readonly name: string | null;
      readonly address: string | null;
    }
  | { readonly type: 'product'; readonly productRetailerId: string; readonly catalogId: string | null };

/** A file by media id or by link. */
export interface FilledMedia {
  readonly id: string | null;
  readonly link: string | null;
  readonly filename: string | null;
}

export interface FilledOffer {
  readonly text: string;
  /** Epoch ms; null when it does not end. */
  readonly expiresAt: number | null;
  readonly code: string | null;
}

/** In the order of the template; the index is what a tap refers to. */
export type FilledButton =
  | { readonly type: 'quick_reply'; readonly text: string; readonly payload: string }
  | { readonly type: 'url'; readonly text: string; readonly url: string }
  | { readonly type: 'phone_number'; readonly text: string; readonly phoneNumber: string }
  | { readonly type: 'copy_code'; readonly text: string; readonly code: string }
  | { readonly type: 'otp'; readonly text: string; readonly code: string; readonly otpType: string }
  | {
      readonly type: 'flow';
      readonly text: string;
      readonly flowId: string;
      readonly flowToken: string;
      readonly screen: string | null;
      readonly data: unknown;
    }
  | { readonly type: 'catalog'; readonly text: string; readonly thumbnailProductRetailerId: string | null }
  | {
      readonly type: 'mpm';
      readonly text: string;
      readonly thumbnailProductRetailerId: string | null;
      readonly sections: readonly { readonly title: string; readonly productRetailerIds: readonly string[] }[];
    }
  | { readonly type: 'spm' | 'request_contact_info' | 'order_details'; readonly text: string }
  | { readonly type: 'voice_call'; readonly text: string; readonly ttlMinutes: number | null };
