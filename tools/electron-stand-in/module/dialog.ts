/** Nobody can answer a dialog here: it is said on standard error and answered as if it had been dismissed. */
interface MessageOptions {
  message?: string;
  detail?: string;
  title?: string;
  buttons?: string[];
  defaultId?: number;
  cancelId?: number;
}

function report(kind: string, options: MessageOptions): void {
  const text = [options.title, options.message, options.detail].filter(Boolean).join(': ');
  console.error(`[electron stand-in] dialog (${kind}) dismissed: ${text}`);
}

/** Electron's methods take the parent window first or leave it out. */
function optionsOf(args: unknown[]): MessageOptions {
  return (args.at(-1) ?? {}) as MessageOptions;
}

/** Electron takes the button called Cancel or No when a dialog is dismissed, else the first. */
function dismissed({ buttons = [], cancelId }: MessageOptions): number {
  return (
    cancelId ??
    Math.max(
      buttons.findIndex((button) => /^(cancel|no)$/i.test(button)),
      0,
    )
  );
}

export const dialog = {
  async showMessageBox(...args: unknown[]) {
    report('message', optionsOf(args));
    return { response: dismissed(optionsOf(args)), checkboxChecked: false };
  },
  showMessageBoxSync(...args: unknown[]) {
    report('message', optionsOf(args));
    return dismissed(optionsOf(args));
  },
  async showOpenDialog(...args: unknown[]) {
    report('open', optionsOf(args));
    return { canceled: true, filePaths: [] };
  },
  showOpenDialogSync(...args: unknown[]) {
    report('open', optionsOf(args));
    return undefined;
  },
  async showSaveDialog(...args: unknown[]) {
    report('save', optionsOf(args));
    return { canceled: true, filePath: '' };
  },
  showSaveDialogSync(...args: unknown[]) {
    report('save', optionsOf(args));
    return '';
  },
  showErrorBox(title: string, content: string) {
    report('error', { title, message: content });
  },
  async showCertificateTrustDialog(...args: unknown[]) {
    report('certificate', optionsOf(args));
  },
};
