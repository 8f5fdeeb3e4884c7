import { Module } from '@nestjs/common';
import { LibraryService } from './library.service.ts';

@Module({ providers: [LibraryService], exports: [LibraryService] })
export class LibraryModule {}
