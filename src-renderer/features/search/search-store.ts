import type { FoundMessage, FoundPerson } from '#shared/search.ts';
import { api } from '../../api.ts';
import { createForWorkspace } from '../../entities/workspace-store.ts';

interface SearchState {
  text: string;
  status: 'idle' | 'searching' | 'ready' | 'failed';
  people: readonly FoundPerson[];
  messages: readonly FoundMessage[];
  next: string | null;
  /** What to mark in them. */
  marked: readonly string[];
  ignored: readonly string[];
  isWhole: boolean;
  /** Which of people, then messages (or of the recent searches) the keyboard is on. */
  at: number;
  recent: readonly string[];
  /** Counts the requests to put the keyboard into the field. */
  asked: number;
}

const nothing = { people: [], messages: [], next: null, marked: [], ignored: [], isWhole: true, at: 0 };

export const useSearch = createForWorkspace<SearchState>(() => ({
  text: '',
  status: 'idle',
  ...nothing,
  recent: [],
  asked: 0,
}));

/** How often an index that is still being built is asked. */
const againMs = 500;

/** Only the newest question may answer. */
let asking = 0;

export function focusSearch(): void {
  useSearch.setState(({ asked }) => ({ asked: asked + 1 }));
  void api.search.recent().then(
    (recent) => useSearch.setState({ recent }),
    () => undefined,
  );
}

/** Searches while one types: what was found before stays until the answer is there. */
export async function searchFor(text: string): Promise<void> {
  const mine = ++asking;
  if (text.trim() === '') {
    useSearch.setState({ text, status: 'idle', ...nothing });
    return;
  }
  useSearch.setState({ text, status: 'searching', at: 0 });
  await ask(text, mine);
}

/** As long as the index is being built, the same is asked again: what it has learned meanwhile comes into view. */
async function ask(text: string, mine: number): Promise<void> {
  try {
    const page = await api.search.find({ text, after: null });
    if (mine !== asking) return;
    useSearch.setState({ ...page, status: 'ready' });
    if (!page.isWhole) setTimeout(() => mine === asking && void ask(text, mine), againMs);
  } catch {
    if (mine === asking) useSearch.setState({ ...nothing, status: 'failed' });
  }
}

export async function searchFurther(): Promise<void> {
  const { text, next, status } = useSearch.getState();
  if (next === null || status !== 'ready') return;
  const mine = ++asking;
  const page = await api.search.find({ text, after: next }).catch(() => null);
  if (page === null || mine !== asking) return;
  useSearch.setState(({ messages }) => ({ messages: [...messages, ...page.messages], next: page.next }));
}

export function moveInSearch(steps: number): void {
  useSearch.setState(({ at, people, messages, recent, status }) => {
    const count = status === 'idle' ? recent.length : people.length + messages.length;
    return { at: Math.max(0, Math.min(count - 1, at + steps)) };
  });
}

/** It led somewhere: worth keeping. */
export function rememberSearch(): void {
  const { text } = useSearch.getState();
  if (text.trim() !== '') void api.search.remember({ text }).catch(() => undefined);
}

export function forgetSearches(): void {
  useSearch.setState({ recent: [] });
  void api.search.forget().catch(() => undefined);
}

export function clearSearch(): void {
  asking += 1;
  useSearch.setState({ text: '', status: 'idle', ...nothing });
}
