import { registerHooks } from 'node:module';

const url = new URL('../module/electron.ts', import.meta.url).href;

/** From here on `electron`, imported or required, also by a debugger's console, is the stand-in. */
export function replaceElectronModule(): void {
  registerHooks({
    resolve(specifier, context, next) {
      if (/^electron(\/(main|common|renderer))?$/.test(specifier))
        return { url, format: 'module-typescript', shortCircuit: true };
      return next(specifier, context);
    },
  });
}
