import { useRef, useState, type DragEvent } from 'react';
import type { ConversationId } from '#shared/ids.ts';
import { attachFiles } from '../../entities/attachments.ts';

/** Files that are dragged over an element, and dropped there. */
export function useFileDrop(conversationId: ConversationId | null) {
  const [isOver, setIsOver] = useState(false);
  // Entering a child comes before leaving its parent.
  const depth = useRef(0);
  const has = (event: DragEvent) => conversationId !== null && event.dataTransfer.types.includes('Files');
  const end = () => {
    depth.current = 0;
    setIsOver(false);
  };
  return {
    isOver,
    handlers: {
      onDragEnter: (event: DragEvent) => {
        if (!has(event)) return;
        event.preventDefault();
        depth.current += 1;
        setIsOver(true);
      },
      onDragOver: (event: DragEvent) => {
        if (!has(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      },
      onDragLeave: (event: DragEvent) => {
        if (!has(event)) return;
        depth.current -= 1;
        if (depth.current <= 0) end();
      },
      onDrop: (event: DragEvent) => {
        if (!has(event) || conversationId === null) return;
        event.preventDefault();
        end();
        void attachFiles(conversationId, [...event.dataTransfer.files]);
      },
    },
  };
}
