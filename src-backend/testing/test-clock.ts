import { Clock } from '../platform/clock.ts';

/** A clock that stands until it is moved. */
export class TestClock extends Clock {
  private time: number;

  constructor(time = Date.UTC(2026, 10, 21, 9)) {
    super();
    this.time = time;
  }

  override now(): number {
    return this.time;
  }

  advance(ms: number): void {
    this.time += ms;
  }
}
