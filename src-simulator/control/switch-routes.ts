import type { FastifyInstance } from 'fastify';
import { FaultsChange } from '../faults/faults.ts';
import { errorTable } from '../graph/error-table.ts';
import type { Simulator } from '../simulator.ts';
import { parse } from './control.ts';
import { ControlError } from './control-error.ts';
import { ClockRequest } from './schemas.ts';

/** Faults and time. */
export function registerSwitches(app: FastifyInstance, simulator: Simulator): void {
  const { clock, faults } = simulator;

  app.get('/faults', async () => faults.current());
  app.post('/faults', async (request) => {
    const change = parse(FaultsChange, request.body);
    for (const code of [change.errorCode, change.failAfterStatuses]) {
      if (typeof code === 'number' && !errorTable[code]) {
        throw new ControlError(
          400,
          'invalid_input',
          `${code} is not in the error table of src-simulator/graph/error-table.ts`,
        );
      }
    }
    faults.change(change);
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
