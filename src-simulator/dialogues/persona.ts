import type { Trade } from '../company/company.ts';
import type { MessageKind } from '../customers/message-kinds.ts';
import type { Language } from '../customers/people.ts';
import type { SampleName } from '../media/samples.ts';
import {
  arabicPersonas,
  germanPersonas,
  hebrewPersonas,
  portuguesePersonas,
  spanishPersonas,
} from './personas-abroad.ts';
import { englishPersonas } from './personas-english.ts';

/** Things that people do without writing. */
export type Deed =
  | 'block'
  | 'stop marketing'
  | 'revoke last'
  | 'take a new number'
  | 'take a username'
  | 'get a new phone';

/**
 * One step of a persona: words; any other message (with the very file it means); a wait for the business to write; a
 * reaction to what it wrote last; a tap on the first thing it offers (else the words); time that passes; a deed.
 */
export type Step =
  | string
  | { act: MessageKind; sample?: SampleName }
  | { await: 'answer' }
  | { react: string }
  | { tap: string }
  | { quote: string }
  /** Their last message reads like this now. */
  | { edit: string }
  | { passMs: number }
  | { deed: Deed };

/** Somebody with a story that takes more than words. */
export interface Persona {
  name: string;
  /** With which numbers; `any` is support, which every number gives. */
  trade: Trade | 'any';
  language: Language;
  /** How long they leave a message unread, ms. */
  readsAfterMs: number;
  /** Changes who the customer is or ends the acquaintance: such stories are rare. */
  isRare?: true;
  steps: readonly Step[];
}

export const personas: readonly Persona[] = [
  ...englishPersonas,
  ...spanishPersonas,
  ...portuguesePersonas,
  ...germanPersonas,
  ...arabicPersonas,
  ...hebrewPersonas,
];

/** Who may write to a number of this trade in this language. */
export function listPersonas(trade: Trade, language: Language): readonly Persona[] {
  return personas.filter(
    (persona) => persona.language === language && (persona.trade === 'any' || persona.trade === trade),
  );
}
