import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Bubble, People } from '../wire.ts';
import { fetchPeople, openChat, PhoneError, sendMessage } from './api.ts';
import styles from './app.module.css';
import { ChatList } from './chat-list.tsx';
import { ChatView } from './chat-view.tsx';
import { Device } from './device.tsx';
import { SidePanel } from './side-panel.tsx';
import { useNow } from './use-now.ts';
import { usePhone } from './use-phone.ts';
import { usePlace } from './use-place.ts';
import { useTheme } from './use-theme.ts';

export function App() {
  const [people, setPeople] = useState<People | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [theme, toggleTheme] = useTheme();
  const [place, go] = usePlace();

  useEffect(() => {
    fetchPeople().then(setPeople, (error: unknown) => setProblem(toWords(error)));
  }, []);

  const customer = people?.customers.find(({ waId }) => waId === place.waId) ?? people?.customers[0] ?? null;
  const waId = customer?.waId ?? null;
  const live = usePhone(waId);
  const now = useNow(live.clockOffset);
  const numbers = useMemo(() => new Map(people?.numbers.map((number) => [number.id, number])), [people]);

  const { phoneNumberId } = place;
  const number = phoneNumberId === null ? undefined : numbers.get(phoneNumberId);
  const chat = live.phone?.chats.find((known) => known.phoneNumberId === phoneNumberId);

  const read = useCallback(() => {
    if (waId === null || phoneNumberId === null) return;
    openChat(waId, phoneNumberId).catch((error: unknown) => setProblem(toWords(error)));
  }, [waId, phoneNumberId]);

  const send = async (text: string, replyTo: Bubble | null): Promise<boolean> => {
    if (waId === null || phoneNumberId === null) return false;
    try {
      const reply = replyTo ? { replyTo: replyTo.id } : {};
      live.add(phoneNumberId, await sendMessage({ waId, phoneNumberId, text, ...reply }));
      setProblem(null);
      return true;
    } catch (error) {
      setProblem(toWords(error));
      return false;
    }
  };

  return (
    <div className={styles['stage']}>
      <SidePanel
        customers={people?.customers ?? []}
        customer={customer}
        theme={theme}
        problem={problem}
        onPick={(picked) => go({ waId: picked, phoneNumberId: null })}
        onToggleTheme={toggleTheme}
      />
      <Device now={now} isLive={live.isLive}>
        {chat && number ? (
          <ChatView
            key={`${waId}/${number.id}`}
            chat={chat}
            number={number}
            now={now}
            onLeave={() => go({ waId, phoneNumberId: null })}
            onRead={read}
            onSend={send}
          />
        ) : (
          <ChatList
            chats={live.phone?.chats ?? []}
            numbers={numbers}
            now={now}
            onOpen={(id) => go({ waId, phoneNumberId: id })}
          />
        )}
      </Device>
    </div>
  );
}

function toWords(error: unknown): string {
  return error instanceof PhoneError ? error.message : 'Something went wrong on this page; reload it.';
}
