import { Module } from '@nestjs/common';
import { TemplateEntities } from './template-entities.ts';

/** The copies of Meta's templates. */
@Module({ providers: [TemplateEntities], exports: [TemplateEntities] })
export class TemplatesModule {}
