import { useMemo } from 'react';
import type { Bubble, PhoneFile } from '../wire.ts';
import type { Outgoing, Tap } from '../wire-body.ts';
import {
  changeConsent,
  type ChatName,
  openChat,
  sendCall,
  sendDeletion,
  sendEdit,
  sendMessage,
  sendPlayed,
  sendReaction,
  sendTap,
  takeSample,
  upload,
} from './api.ts';

/** What a customer does in a chat. Each resolves false (or null) when it did not work, which has been told by then. */
export interface ChatDeeds {
  read: () => void;
  send: (message: Outgoing, replyTo?: string) => Promise<boolean>;
  tap: (messageId: string, tap: Tap) => Promise<boolean>;
  react: (messageId: string, emoji: string) => Promise<boolean>;
  edit: (messageId: string, text: string) => Promise<boolean>;
  revoke: (messageId: string) => Promise<boolean>;
  play: (messageId: string) => Promise<boolean>;
  call: () => Promise<boolean>;
  consent: (change: { isBlocked?: boolean; isMarketingStopped?: boolean }) => Promise<boolean>;
  sample: (of: PhoneFile['of']) => Promise<PhoneFile | null>;
  upload: (file: File) => Promise<PhoneFile | null>;
  tell: (words: string) => void;
}

export function useChatDeeds(
  chat: ChatName | null,
  on: {
    bubble: (phoneNumberId: string, bubble: Bubble) => void;
    refresh: () => void;
    problem: (error: unknown) => void;
    done: () => void;
    tell: (words: string) => void;
  },
): ChatDeeds | null {
  const { waId, phoneNumberId } = chat ?? {};
  const { bubble: onBubble, refresh, problem, done, tell } = on;
  return useMemo(() => {
    if (waId === undefined || phoneNumberId === undefined) return null;
    const name = { waId, phoneNumberId };
    const attempt = async <T>(pending: Promise<T>, then: (value: T) => void = () => undefined): Promise<boolean> => {
      try {
        then(await pending);
        done();
        return true;
      } catch (error) {
        problem(error);
        return false;
      }
    };
    const fetchFile = async (pending: Promise<PhoneFile>): Promise<PhoneFile | null> => {
      let file: PhoneFile | null = null;
      await attempt(pending, (fetched) => (file = fetched));
      return file;
    };
    const show = (sent: Bubble | null): void => {
      if (sent) onBubble(phoneNumberId, sent);
    };
    return {
      read: () => void attempt(openChat(name)),
      send: (message, replyTo) => attempt(sendMessage(name, message, replyTo), show),
      tap: (messageId, tap) => attempt(sendTap(name, messageId, tap), ({ bubble }) => show(bubble)),
      react: (messageId, emoji) => attempt(sendReaction(name, messageId, emoji)),
      edit: (messageId, text) => attempt(sendEdit(name, messageId, text)),
      revoke: (messageId) => attempt(sendDeletion(name, messageId)),
      play: (messageId) => attempt(sendPlayed(name, messageId)),
      call: () => attempt(sendCall(name)),
      consent: (change) => attempt(changeConsent(name, change), refresh),
      sample: (of) => fetchFile(takeSample(of, phoneNumberId)),
      upload: (file) => fetchFile(upload(file, phoneNumberId)),
      tell,
    };
  }, [waId, phoneNumberId, onBubble, refresh, problem, done, tell]);
}
