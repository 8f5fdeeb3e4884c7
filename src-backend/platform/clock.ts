import { Injectable } from '@nestjs/common';

/** The server's clock. Everything that decides by time asks it, so that tests can move it. */
@Injectable()
export class Clock {
  /** Epoch milliseconds. */
  now(): number {
    return Date.now();
  }
}
