import type { FastifyInstance } from 'fastify';
import { checkFaults } from '../faults/fault-flags.ts';
import type { Simulator } from '../simulator.ts';
import { parse } from './control.ts';
import { ControlError } from './control-error.ts';
import { ClockRequest } from './schemas.ts';

/** Faults and time. */
export function registerSwitches(app: FastifyInstance, simulator: Simulator): void {
  const { clock, faults } = simulator;

  app.get('/faults', async () => faults.current());
  app.post('/faults', async (request) => {
    try {
      faults.change(checkFaults(request.body));
    } catch (error) {
      throw new ControlError(400, 'invalid_input', error instanceof Error ? error.message : String(error));
    }
    return faults.current();
  });
  app.delete('/faults', async () => {
    faults.reset();
    return faults.current();
  });

  const showClock = (): object => ({ now: clock.now(), frozen: clock.isFrozen() });
  app.get('/clock', async () => showClock());
  app.post('/clock', async (request) => {
    const wanted = parse(ClockRequest, request.body);
    if (wanted.to !== undefined && wanted.to < clock.now()) {
      throw new ControlError(
        400,
        'invalid_input',
        'to: the clock only moves forward; start a new simulator to go back',
      );
    }
    if (wanted.frozen === true) clock.freeze();
    const byMs = wanted.advanceMs ?? (wanted.to === undefined ? 0 : wanted.to - clock.now());
    if (byMs > 0) clock.advance(byMs);
    if (wanted.frozen === false) clock.resume();
    return showClock();
  });
}
