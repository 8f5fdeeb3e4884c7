import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';
import { AppError } from './error.ts';

/** Why a text is no phone number. */
export const noPhone = 'is no phone number: 7 to 15 digits are needed';

/** May it be a phone in some human form, as `toRecipientDigits` reads it? */
export function hasPhoneDigits(text: string): boolean {
  return /^[^\p{Nd}]*(\p{Nd}[^\p{Nd}]*){7,15}$/u.test(text);
}

/**
 * Digits of a recipient in any human form, country code included, no plus. Recipients are 7 to 15 digits; whether the
 * number exists is for Meta to say (ruling 13). A national number is read with the sending account's country
 * (ruling 53): only when it is written without `+` and libphonenumber finds it valid there.
 */
export function toRecipientDigits(input: string, country: string | null): string {
  const digits = input.replace(/[^\p{Nd}]/gu, '').replace(/\p{Nd}/gu, toAsciiDigit);
  if (digits.length < 7 || digits.length > 15) {
    throw new AppError('invalid_input', `"${input.slice(0, 40)}" is not a phone number: 7 to 15 digits are needed`);
  }
  if (input.trim().startsWith('+') || country === null || !isSupportedCountry(country)) return digits;
  if (input.trim().startsWith('00')) return digits.slice(2);
  const national = parsePhoneNumberFromString(digits, country);
  return national?.isValid() === true && !digits.startsWith(national.countryCallingCode)
    ? national.number.slice(1)
    : digits;
}

/**
 * All the digit strings under which WhatsApp may know the same phone, the given one first. Brazil writes mobiles with
 * or without a 9 after the area code, Mexico with or without a 1 after 52, Argentina with or without a 9 after 54.
 */
export function phoneVariants(digits: string): readonly string[] {
  const other = otherForm(digits);
  return other === null ? [digits] : [digits, other];
}

/** One canonical form per phone, so that all variants compare equal: the longer one. */
export function canonicalPhone(digits: string): string {
  const other = otherForm(digits);
  return other !== null && other.length > digits.length ? other : digits;
}

function otherForm(digits: string): string | null {
  const brazil = /^55([1-9]\d)(9?)([6-9]\d{7})$/.exec(digits);
  if (brazil) return `55${brazil[1]}${brazil[2] === '9' ? '' : '9'}${brazil[3]}`;
  const mexico = /^52(1?)([2-9]\d{9})$/.exec(digits);
  if (mexico) return `52${mexico[1] === '1' ? '' : '1'}${mexico[2]}`;
  const argentina = /^54(9?)([1-8]\d{9})$/.exec(digits);
  if (argentina) return `54${argentina[1] === '9' ? '' : '9'}${argentina[2]}`;
  return null;
}

/** `+55 11 91234 5678`: grouped for people where the number is known, else `+` and the digits. */
export function displayPhone(digits: string): string {
  return parsePhoneNumberFromString(`+${digits}`)?.formatInternational() ?? `+${digits}`;
}

/** ISO 3166-1 alpha-2 of a full number's country; null where the number doesn't tell. */
export function countryOf(digits: string): string | null {
  return parsePhoneNumberFromString(`+${digits}`)?.country ?? null;
}

function toAsciiDigit(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  // Every run of Unicode decimal digits is ten code points long; walk down to its zero.
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String(code - zero);
}
