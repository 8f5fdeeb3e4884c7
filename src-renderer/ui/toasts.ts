import { create } from 'zustand';

export interface Toast {
  id: number;
  kind: 'info' | 'warning';
  text: string;
  action?: { label: string; run: () => void };
  /** Until it is dismissed: nobody may be looking when it comes. */
  stays?: boolean;
}

const shownMs = 6_000;
const atOnce = 3;
let lastId = 0;

export const useToasts = create<{ toasts: readonly Toast[] }>(() => ({ toasts: [] }));

export function showToast(toast: Omit<Toast, 'id'>): number {
  const id = ++lastId;
  useToasts.setState(({ toasts }) => ({ toasts: [...withRoom(toasts), { ...toast, id }] }));
  if (toast.stays !== true) setTimeout(() => hideToast(id), shownMs);
  return id;
}

/** The oldest makes room; what stays only for what stays as well. */
function withRoom(toasts: readonly Toast[]): readonly Toast[] {
  if (toasts.length < atOnce) return toasts;
  const oldest = toasts.findIndex(({ stays }) => stays !== true);
  return toasts.toSpliced(Math.max(0, oldest), 1);
}

export function isShown(id: number): boolean {
  return useToasts.getState().toasts.some((toast) => toast.id === id);
}

/** What can be undone by one belongs to a workspace that is shown no more. */
export function hideToasts(): void {
  useToasts.setState({ toasts: [] });
}

export function hideToast(id: number): void {
  useToasts.setState((state) => ({ toasts: state.toasts.filter((toast) => toast.id !== id) }));
}
