import { createContext, useContext } from 'react';
import type { Bubble, PhoneNumber } from '../wire.ts';
import type { Action, ContactCard, MediaRef, Place, Tap } from '../wire-body.ts';

/** Where a tappable thing stands. */
export interface TapPlace {
  bubble: Bubble;
  card: number | null;
  action: number;
}

/** What slides over the chat. */
export type SheetRequest =
  | { kind: 'attach' }
  | { kind: 'menu'; bubble: Bubble }
  | { kind: 'place'; replyTo: Bubble | null }
  | { kind: 'share-contact' }
  | { kind: 'contact'; card: ContactCard }
  | { kind: 'map'; place: Place }
  | { kind: 'list'; at: TapPlace; list: Extract<Action, { kind: 'list' }> }
  | { kind: 'form'; at: TapPlace; form: Extract<Action, { kind: 'form' }> }
  | { kind: 'products'; products: Extract<Action, { kind: 'products' }>; replyTo: Bubble | null }
  | { kind: 'permission'; at: TapPlace }
  | { kind: 'call' }
  | { kind: 'info' }
  | { kind: 'viewer'; media: MediaRef; isVideo: boolean; caption: string };

/** What the parts of a bubble can do with the chat they stand in. It changes only with the chat. */
export interface ChatActions {
  number: PhoneNumber;
  /** The simulator's clock minus this computer's, ms. */
  clockOffset: number;
  open: (sheet: SheetRequest) => void;
  tap: (bubble: Bubble, tap: Tap) => void;
  reply: (bubble: Bubble) => void;
  /** Brings a quoted message into view. */
  jump: (id: string) => void;
  /** The customer has listened to a voice message. */
  played: (bubble: Bubble) => void;
  /** Says a short thing at the bottom of the phone. */
  tell: (words: string) => void;
}

const Context = createContext<ChatActions | null>(null);
export const ChatActionsProvider = Context.Provider;

export function useChatActions(): ChatActions {
  const actions = useContext(Context);
  if (!actions) throw new Error('This part of a bubble stands outside of a chat');
  return actions;
}
