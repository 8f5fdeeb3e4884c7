import type { Principal } from './principal.ts';

/** Who a session speaks for. `mustEnrol`: an admin whose company asks for a second factor and who has none yet. */
export interface Standing {
  principal: Principal;
  mustEnrol: boolean;
}
