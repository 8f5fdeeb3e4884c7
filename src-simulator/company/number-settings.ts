/** The business profile customers see. */
export interface Profile {
  about: string;
  address: string;
  description: string;
  email: string;
  websites: readonly string[];
  vertical: string;
  picture: { bytes: Buffer; mimeType: string; sha256: string } | null;
}

/** Welcome message, ice breakers and commands. */
export interface Automation {
  enable_welcome_message: boolean;
  prompts: readonly string[];
  commands: readonly { command_name: string; command_description: string }[];
}

/** A short link that opens a chat with a text in the composer. */
export interface QrCode {
  code: string;
  prefilledMessage: string;
}

/** What `/{number}/settings` holds; `calling` and the like as they were posted. */
export interface Settings {
  calling: Readonly<Record<string, unknown>>;
  isIdentityCheckOn: boolean;
  storage: Readonly<Record<string, unknown>>;
  encryption: Readonly<Record<string, unknown>>;
}

/** What limits on registration are counted by. Times are epoch milliseconds. */
export interface RegistrationLog {
  /** Of register and deregister together. */
  attempts: readonly number[];
  wrongPins: readonly number[];
  codesAsked: readonly number[];
  wrongCodes: number;
  code: { digits: string; expiresAt: number } | null;
}

export function createProfile(): Profile {
  return { about: '', address: '', description: '', email: '', websites: [], vertical: 'OTHER', picture: null };
}

export function createAutomation(): Automation {
  return { enable_welcome_message: false, prompts: [], commands: [] };
}

export function createSettings(): Settings {
  return {
    calling: { status: 'DISABLED', call_icon_visibility: 'DEFAULT', callback_permission_status: 'DISABLED' },
    isIdentityCheckOn: false,
    storage: { status: 'DEFAULT' },
    encryption: { status: 'DISABLED' },
  };
}

export function createRegistrationLog(): RegistrationLog {
  return { attempts: [], wrongPins: [], codesAsked: [], wrongCodes: 0, code: null };
}
