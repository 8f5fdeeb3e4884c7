import { useEffect } from 'react';
import type { AdminAct, AdminInput, AdminRead, Kept } from '#shared/admin.ts';
import type { RestResponse } from '#shared/wire/rest.ts';
import { api } from '../api.ts';
import { useConnection } from './connection.ts';
import { withProof } from './step-up.ts';
import { createForWorkspace } from './workspace-store.ts';

// What the admin's screens show. Each answer is there at once as this desktop keeps it, then as the backend has it now.

export interface Answer<T> extends Kept<T> {
  /** Of the last question to the backend; what is shown is then older than that. */
  error: unknown;
  isLoading: boolean;
}

const nothingYet: Answer<unknown> = { data: null, asOf: null, error: null, isLoading: true };
const useAnswers = createForWorkspace<{ byKey: Record<string, Answer<unknown>> }>(() => ({ byKey: {} }));
/** What is on screen, by key: how many parts of it show it, and the question. */
const shown = new Map<string, { count: number; route: AdminRead; input: AdminInput }>();
const noInput: AdminInput = {};

/**
 * The answer of a route, for as long as it is on screen; asked again when something was changed here. `input` null:
 * nothing is asked yet.
 */
export function useAdmin<N extends AdminRead>(route: N, input: AdminInput | null = noInput): Answer<RestResponse<N>> {
  const key = JSON.stringify([route, input]);
  const isAsked = input !== null;
  useEffect(() => {
    if (!isAsked) return undefined;
    const entry = shown.get(key);
    if (entry === undefined) {
      // The key holds exactly this question.
      const [, asked] = JSON.parse(key) as [N, AdminInput];
      shown.set(key, { count: 1, route, input: asked });
      void load(key);
    } else entry.count += 1;
    return () => {
      const left = shown.get(key);
      if (left === undefined) return;
      left.count -= 1;
      if (left.count === 0) shown.delete(key);
    };
  }, [key, route, isAsked]);
  // Under a route's key stands that route's answer.
  return useAnswers((state) => state.byKey[key] ?? nothingYet) as Answer<RestResponse<N>>;
}

/** Something on screen is not yet as the backend has it now. */
export const useIsAsking = () =>
  useAnswers(({ byKey }) => [...shown.keys()].some((key) => (byKey[key] ?? nothingYet).isLoading));

/** Everything on screen once more from the backend. */
export async function reloadAdmin(): Promise<void> {
  await Promise.all([...shown.keys()].map(ask));
}

/**
 * Does it at the backend, and shows what came of it. Where the route wants a fresh proof of who one is, the person is
 * asked for it; null when they thought better of it.
 */
export async function actAdmin<N extends AdminAct>(route: N, input: AdminInput): Promise<RestResponse<N> | null> {
  const act = async () => (await api.admin.act({ route, input })) as RestResponse<N>;
  const answer = await withProof(act);
  if (answer !== null) void reloadAdmin();
  return answer;
}

/** For what changes by itself: while it is on screen, it is asked for again every few seconds. */
export function useWatching(everyMs = 5000): void {
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void reloadAdmin();
    }, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
}

/** The network came back: what is on screen is asked for again. */
export function followConnection(): void {
  useConnection.subscribe(({ connection }, { connection: before }) => {
    if (connection?.backend.state === 'ok' && before?.backend.state !== 'ok') void reloadAdmin();
  });
}

async function load(key: string): Promise<void> {
  const entry = shown.get(key);
  if (entry === undefined) return;
  const { route, input } = entry;
  if (useAnswers.getState().byKey[key] === undefined) {
    const kept = await api.admin.read({ route, input, fresh: false }).catch(() => null);
    if (kept?.data != null) put(key, { ...kept, error: null, isLoading: true });
  }
  await ask(key);
}

async function ask(key: string): Promise<void> {
  const entry = shown.get(key);
  if (entry === undefined) return;
  try {
    put(key, { ...(await api.admin.read({ ...questionOf(entry), fresh: true })), error: null, isLoading: false });
  } catch (error) {
    put(key, { ...(useAnswers.getState().byKey[key] ?? nothingYet), error, isLoading: false });
  }
}

const questionOf = ({ route, input }: { route: AdminRead; input: AdminInput }) => ({ route, input });

function put(key: string, answer: Answer<unknown>): void {
  useAnswers.setState((state) => ({ byKey: { ...state.byKey, [key]: answer } }));
}
