/** What the command line decided, for the electron module that lives in the same process. */
export interface Launch {
  /** Path of `dist/electron`. */
  executable: string;
  /** The app's folder, with its package.json. */
  folder: string;
  switches: ReadonlyMap<string, string>;
  /** Resolved when the app's main script has been evaluated, with its top-level awaits. */
  entry: PromiseWithResolvers<void>;
  isEntryLoaded: boolean;
}

export const launch: Launch = {
  executable: '',
  folder: process.cwd(),
  switches: new Map(),
  entry: Promise.withResolvers<void>(),
  isEntryLoaded: false,
};
