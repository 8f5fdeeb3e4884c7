import { useEffect } from 'react';
import type { ConversationId } from '#shared/ids.ts';
import { attachFiles } from '../../entities/attachments.ts';

/** Files and pictures that are pasted while a conversation is open, wherever the cursor is but in another form. */
export function usePastedFiles(conversationId: ConversationId | null): void {
  useEffect(() => {
    if (conversationId === null) return undefined;
    const onPaste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      // Word processors put a picture of the text beside the text.
      const hasText = (event.clipboardData?.getData('text/plain') ?? '') !== '';
      const target = event.target instanceof Element ? event.target : null;
      const isElsewhere = target?.closest('[role="dialog"], [data-pane="contact"], [data-pane="list"] input') != null;
      if (files.length === 0 || hasText || isElsewhere) return;
      event.preventDefault();
      void attachFiles(conversationId, files.map(named));
    };
    addEventListener('paste', onPaste);
    return () => removeEventListener('paste', onPaste);
  }, [conversationId]);
}

/** A screenshot has a name that says nothing: it gets the time at which it was pasted. */
function named(file: File): File {
  if (!/^image\.\w+$/.test(file.name)) return file;
  const at = new Date().toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '.');
  return new File([file], `${at}.${file.name.split('.')[1]}`, { type: file.type });
}
