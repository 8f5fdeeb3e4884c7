import { Module } from '@nestjs/common';
import { HealthBoardController } from './health-board.controller.ts';
import { HealthBoards } from './health-board.ts';
import { HealthController } from './health.controller.ts';

@Module({ controllers: [HealthController, HealthBoardController], providers: [HealthBoards] })
export class HealthModule {}
