import { Module } from '@nestjs/common';
import { LibraryModule } from '../library/library.module.ts';
import { QuickRepliesController } from './quick-replies.controller.ts';
import { QuickReplies } from './quick-replies.service.ts';

/** The team's canned texts over HTTP. */
@Module({ imports: [LibraryModule], controllers: [QuickRepliesController], providers: [QuickReplies] })
export class QuickRepliesModule {}
