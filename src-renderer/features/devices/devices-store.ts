import type { DeviceId } from '#shared/ids.ts';
import { createForWorkspace } from '../../entities/workspace-store.ts';

/** `new`: a name is asked for; an id: its code is on screen. */
export const useLinking = createForWorkspace<{ linking: 'new' | { id: DeviceId; name: string } | null }>(() => ({
  linking: null,
}));

export const startLinking = (): void => useLinking.setState({ linking: 'new' });
export const showCode = (device: { id: DeviceId; name: string }): void =>
  useLinking.setState({ linking: { id: device.id, name: device.name } });
export const endLinking = (): void => useLinking.setState({ linking: null });
