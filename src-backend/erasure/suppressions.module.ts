import { Module } from '@nestjs/common';
import { Suppressions } from './suppressions.ts';

/** Apart from erasing itself: whoever writes to many people asks here. */
@Module({ providers: [Suppressions], exports: [Suppressions] })
export class SuppressionsModule {}
