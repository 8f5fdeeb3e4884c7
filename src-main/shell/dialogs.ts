import type { Dialog } from 'electron';
import { texts } from '../texts/texts.ts';

/** The questions that the system asks for us. */
export function createDialogs(dialog: Pick<Dialog, 'showMessageBox' | 'showOpenDialog' | 'showSaveDialog'>) {
  return {
    /** Before a host is opened for the first time (S-15). `host` is in ASCII, so that look-alikes show. */
    async confirmLink(host: string, url: string): Promise<boolean> {
      const { response } = await dialog.showMessageBox({
        type: 'question',
        message: texts().ask.openLink(host),
        detail: url,
        buttons: [texts().ask.open, texts().ask.cancel],
        defaultId: 1,
        cancelId: 1,
        noLink: true,
      });
      return response === 0;
    },

    /** Which files go with a message; none when the person thought better of it. */
    async askForFiles(): Promise<string[]> {
      const { canceled, filePaths } = await dialog.showOpenDialog({ properties: ['openFile', 'multiSelections'] });
      return canceled ? [] : filePaths;
    },

    /** A folder, for backups; null when the person thought better of it. */
    async askForFolder(): Promise<string | null> {
      const { canceled, filePaths } = await dialog.showOpenDialog({ properties: ['openDirectory', 'createDirectory'] });
      return canceled ? null : (filePaths[0] ?? null);
    },

    /** Where a file goes; null when the person thought better of it. */
    async askWhereToSave(name: string): Promise<string | null> {
      const { canceled, filePath } = await dialog.showSaveDialog({
        defaultPath: name,
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      });
      return canceled || filePath === '' ? null : filePath;
    },

    /** Quitting with messages that only this desktop has. */
    async confirmQuit(unsent: number, storage: 'encrypted' | 'memory'): Promise<boolean> {
      const { response } = await dialog.showMessageBox({
        type: 'warning',
        message: texts().ask.unsent(unsent),
        detail: storage === 'memory' ? texts().ask.unsentLost : texts().ask.unsentKept,
        buttons: [texts().ask.quit, texts().ask.keepRunning],
        defaultId: 1,
        cancelId: 1,
        noLink: true,
      });
      return response === 0;
    },
  };
}
