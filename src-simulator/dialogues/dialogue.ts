import type { Trade } from '../company/company.ts';
import type { Language } from '../customers/people.ts';
import type { Random } from '../engine/random.ts';
import { arabic } from './arabic.ts';
import { english } from './english.ts';
import { german } from './german.ts';
import { hebrew } from './hebrew.ts';
import { portuguese } from './portuguese.ts';
import { spanish } from './spanish.ts';

/** A line begins with `>` when the customer says it and with `<` when the business does; `{slots}` are filled in. */
export type Script = readonly string[];
export type Scripts = Readonly<Record<Trade, readonly [Script, ...Script[]]>>;

export interface Line {
  isCustomer: boolean;
  text: string;
}

const scripts: Readonly<Record<Language, Scripts>> = {
  en: english,
  es: spanish,
  pt: portuguese,
  de: german,
  ar: arabic,
  he: hebrew,
};

const agents = ['Maya', 'Jonas', 'Amira', 'Tom', 'Lucia'] as const;

/** The conversations written for a trade in a language. */
export function listScripts(trade: Trade, language: Language): readonly [Script, ...Script[]] {
  return scripts[language][trade];
}

/** A script with names, numbers and times put in, the same throughout. */
export function toLines(script: Script, customerName: string, random: Random): Line[] {
  const values: Record<string, string> = {
    name: customerName.split(/\s+/)[0] ?? customerName,
    agent: random.pick(agents),
    order: `M-${random.int(20_000, 89_999)}`,
    price: `${random.int(18, 240)}.${random.pick(['00', '50', '90'])}`,
    room: String(random.int(1, 4) * 100 + random.int(1, 28)),
    time: `${random.int(9, 17)}:${random.pick(['00', '15', '30', '45'])}`,
    date: String(random.int(2, 28)),
  };
  return script.map((line) => ({
    isCustomer: line.startsWith('>'),
    text: line
      .slice(1)
      .trim()
      .replace(/\{(\w+)\}/g, (slot, key: string) => values[key] ?? slot),
  }));
}
