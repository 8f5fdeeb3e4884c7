import { z } from 'zod';
import { NotificationSettings } from './notification-settings.ts';
import { AccountId } from './ids.ts';
import { Language } from './language.ts';
import { LockSettings } from './lock.ts';

export const FirstStep = z.enum(['open', 'reply', 'note', 'resolve', 'palette', 'tour']);
export type FirstStep = z.infer<typeof FirstStep>;
const FirstSteps = z.object({ done: z.array(FirstStep).max(20).default([]), isHidden: z.boolean().default(false) });

const BackgroundSettings = z.object({
  /** Closing the window leaves Parley beside the clock, where messages still notify. */
  keepRunning: z.boolean().default(true),
  /** Starts with the person's session, without a window. */
  launchAtLogin: z.boolean().default(false),
});

/** Per cent, as the steps of a browser. */
export const zoomSteps = [75, 90, 100, 110, 125, 150, 175, 200] as const;
const Zoom = z.int().min(75).max(200);
/** Languages that texts can be checked in, where the system has no checker of its own. */
export const SpellingLanguage = z.enum([
  'en-US',
  'en-GB',
  'de',
  'fr',
  'es',
  'it',
  'nl',
  'pt-BR',
  'pl',
  'tr',
  'ru',
  'uk',
]);
export type SpellingLanguage = z.infer<typeof SpellingLanguage>;
/** By account: one of the eight colours instead of the company's. */
const AccountColors = z.record(AccountId, z.int().min(0).max(7));

/** Settings of this desktop; they never leave it. Every field has a default, so an old file always parses. */
export const Settings = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  language: z.enum(['system', ...Language.options]).default('system'),
  density: z.enum(['comfortable', 'compact']).default('comfortable'),
  zoom: Zoom.default(100),
  accountColors: AccountColors.default({}),
  /** None: the language of the system. */
  spelling: z.array(SpellingLanguage).max(6).default([]),
  /** What of the first steps was done, and whether they are still shown. */
  firstSteps: FirstSteps.prefault({}),
  notifications: NotificationSettings.prefault({}),
  /** Seconds a sent message waits in the outbox, during which it can be taken back (ruling 68). */
  undoSendSeconds: z.union([z.literal(0), z.literal(5), z.literal(10), z.literal(15)]).default(0),
  sendWith: z.enum(['enter', 'mod+enter']).default('enter'),
  /** Which keys do what: a preset, and by command id what the person chose instead (no keys: none). */
  keys: z
    .object({
      preset: z.enum(['parley', 'gmail', 'chatwoot']).default('parley'),
      own: z.record(z.string().max(100), z.array(z.string().max(60)).max(4)).default({}),
    })
    .prefault({}),
  background: BackgroundSettings.prefault({}),
  lock: LockSettings.prefault({}),
  /** Recordings and shared screens show the windows black, where the system can do that. */
  hideFromCaptures: z.boolean().default(false),
  /** Days of messages kept in the cache (S-37). */
  retentionDays: z.int().min(7).max(3650).default(90),
});
export type Settings = z.infer<typeof Settings>;
export const SettingsPatch = z.object({
  theme: Settings.shape.theme.removeDefault().optional(),
  language: Settings.shape.language.removeDefault().optional(),
  density: Settings.shape.density.removeDefault().optional(),
  zoom: Zoom.optional(),
  accountColors: AccountColors.optional(),
  spelling: Settings.shape.spelling.removeDefault().optional(),
  firstSteps: FirstSteps.optional(),
  /** The whole of them; what is left out goes back to its default. */
  notifications: NotificationSettings.optional(),
  undoSendSeconds: Settings.shape.undoSendSeconds.removeDefault().optional(),
  sendWith: Settings.shape.sendWith.removeDefault().optional(),
  keys: z
    .object({
      preset: z.enum(['parley', 'gmail', 'chatwoot']),
      own: z.record(z.string().max(100), z.array(z.string().max(60)).max(4)),
    })
    .optional(),
  background: BackgroundSettings.optional(),
  lock: LockSettings.optional(),
  hideFromCaptures: Settings.shape.hideFromCaptures.removeDefault().optional(),
  retentionDays: Settings.shape.retentionDays.removeDefault().optional(),
});
export const defaultSettings: Settings = Settings.parse({});
