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
  useToasts.setState((state) => ({ toasts: [...state.toasts, { ...toast, id }].slice(-atOnce) }));
  if (toast.stays !== true) setTimeout(() => hideToast(id), shownMs);
  return id;
}

/** What can be undone by one belongs to a workspace that is shown no more. */
export function hideToasts(): void {
  useToasts.setState({ toasts: [] });
}

export function hideToast(id: number): void {
  useToasts.setState((state) => ({ toasts: state.toasts.filter((toast) => toast.id !== id) }));
}
