/** Whose phone a person has on screen: those customers do nothing by themselves. */
export interface Presence {
  enter(waId: string): void;
  leave(waId: string): void;
  isPlayed(waId: string): boolean;
}

export function createPresence(): Presence {
  const screens = new Map<string, number>();
  return {
    enter: (waId) => void screens.set(waId, (screens.get(waId) ?? 0) + 1),
    leave(waId) {
      const left = (screens.get(waId) ?? 1) - 1;
      if (left > 0) screens.set(waId, left);
      else screens.delete(waId);
    },
    isPlayed: (waId) => screens.has(waId),
  };
}
