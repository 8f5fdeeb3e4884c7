import { EventEmitter } from 'node:events';
import { emitPlain } from './events.ts';
import { windows } from './window-registry.ts';

type ThemeSource = 'system' | 'light' | 'dark';

/** The desktop's own preference, which can't be known without one: light. */
const systemTheme = 'light';
let source: ThemeSource = 'system';

export function shouldUseDarkColors(): boolean {
  return (source === 'system' ? systemTheme : source) === 'dark';
}

class NativeTheme extends EventEmitter {
  readonly shouldUseHighContrastColors = false;
  readonly shouldUseInvertedColorScheme = false;
  readonly shouldDifferentiateWithoutColor = false;
  readonly prefersReducedTransparency = false;
  readonly inForcedColorsMode = false;

  get shouldUseDarkColors(): boolean {
    return shouldUseDarkColors();
  }
  get shouldUseDarkColorsForSystemIntegratedUI(): boolean {
    return shouldUseDarkColors();
  }
  get themeSource(): ThemeSource {
    return source;
  }
  set themeSource(value: ThemeSource) {
    if (!['system', 'light', 'dark'].includes(value)) throw new TypeError(`Invalid themeSource: ${value}`);
    const wasDark = shouldUseDarkColors();
    source = value;
    if (shouldUseDarkColors() === wasDark) return;
    for (const window of windows.all) window.webContents.page.applyTheme();
    queueMicrotask(() => emitPlain(this, 'updated'));
  }
}

export const nativeTheme = new NativeTheme();
