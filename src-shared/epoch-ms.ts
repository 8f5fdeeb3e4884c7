import { z } from 'zod';

/** The last moment whose year has four digits: what lies behind it can't be written as everybody reads it. */
const endOfTime = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** A moment that somebody names, in milliseconds since 1970. */
export const EpochMs = z.int().min(0).max(endOfTime, 'must be a time before the year 10000');
