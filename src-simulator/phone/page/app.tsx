import { useCallback, useEffect, useState } from 'react';
import type { People } from '../wire.ts';
import { changeProfile, fetchPeople, PhoneError } from './api.ts';
import styles from './app.module.css';
import { ChatList } from './chat-list.tsx';
import { ChatView } from './chat-view.tsx';
import { Device } from './device.tsx';
import type { IdentityChange } from './identity-form.tsx';
import { LinkDevice } from './link-device.tsx';
import { PeopleSheet, ProfileSheet } from './people-sheets.tsx';
import { SidePanel } from './side-panel.tsx';
import { useChatDeeds } from './use-chat-deeds.ts';
import { useNow } from './use-now.ts';
import { usePhone } from './use-phone.ts';
import { linkPlace, usePlace } from './use-place.ts';
import { useSaying } from './use-saying.ts';
import { useTheme } from './use-theme.ts';

export function App() {
  const [people, setPeople] = useState<People | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [saying, tell] = useSaying();
  const [theme, toggleTheme] = useTheme();
  const [sheet, setSheet] = useState<'people' | 'profile' | null>(null);
  const [place, go] = usePlace();
  const fail = useCallback((error: unknown) => setProblem(toWords(error)), []);
  const done = useCallback(() => setProblem(null), []);
  const closeSheet = useCallback(() => setSheet(null), []);

  useEffect(() => {
    fetchPeople().then(setPeople, fail);
  }, [fail]);

  const customer = people?.customers.find(({ waId }) => waId === place.waId) ?? people?.customers[0] ?? null;
  const waId = customer?.waId ?? null;
  const { phone, isLive, clockOffset, add, refresh } = usePhone(waId);
  const now = useNow(clockOffset);
  const chat = phone?.chats.find(({ phoneNumberId }) => phoneNumberId === place.phoneNumberId) ?? null;
  const deeds = useChatDeeds(chat && phone && { waId: phone.waId, phoneNumberId: chat.phoneNumberId }, {
    bubble: add,
    refresh,
    problem: fail,
    done,
    tell,
  });

  const changeIdentity = async (change: IdentityChange): Promise<void> => {
    if (waId === null) return;
    try {
      const profile = await changeProfile(waId, change);
      setPeople(await fetchPeople());
      if (profile.waId !== waId) go({ ...place, waId: profile.waId });
      refresh();
      done();
    } catch (error) {
      fail(error);
    }
  };

  return (
    <div className={styles['stage']}>
      <SidePanel
        customers={people?.customers ?? []}
        customer={customer}
        profile={phone?.profile ?? null}
        theme={theme}
        problem={problem}
        onPick={(picked) => go({ waId: picked, phoneNumberId: null })}
        onFind={() => setSheet('people')}
        onProfile={() => setSheet('profile')}
        onToggleTheme={toggleTheme}
      />
      <Device now={now} isLive={isLive} saying={saying}>
        {place.phoneNumberId === linkPlace ? (
          <LinkDevice onLinked={refresh} onProblem={fail} onLeave={() => go({ waId, phoneNumberId: null })} />
        ) : people && chat && deeds ? (
          <ChatView
            key={`${waId}/${chat.phoneNumberId}`}
            chat={chat}
            people={people.customers}
            now={now}
            clockOffset={clockOffset}
            deeds={deeds}
            onLeave={() => go({ waId, phoneNumberId: null })}
          />
        ) : (
          <ChatList
            customer={customer}
            chats={phone?.chats ?? []}
            now={now}
            onOpen={(phoneNumberId) => go({ waId, phoneNumberId })}
            onFind={() => setSheet('people')}
            onProfile={() => setSheet('profile')}
            onLink={() => go({ waId, phoneNumberId: linkPlace })}
          />
        )}
        {sheet === 'people' && people && (
          <PeopleSheet
            people={people.customers}
            waId={waId ?? ''}
            onClose={closeSheet}
            onPick={(picked) => {
              closeSheet();
              go({ waId: picked, phoneNumberId: null });
            }}
          />
        )}
        {sheet === 'profile' && customer && phone && (
          <ProfileSheet
            customer={customer}
            profile={phone.profile}
            problem={problem}
            onChange={(change) => void changeIdentity(change)}
            onClose={closeSheet}
          />
        )}
      </Device>
    </div>
  );
}

function toWords(error: unknown): string {
  return error instanceof PhoneError ? error.message : 'Something went wrong on this page; reload it.';
}
