import type { Company } from '../company/company.ts';
import type { Clock } from '../engine/clock.ts';
import type { Template } from '../templates/template.ts';
import type { TemplateLife } from '../templates/template-life.ts';
import type { TemplateStore } from '../templates/template-store.ts';
import type { FaultSwitches } from './faults.ts';

/** While `templateFlipMs` is on, the first approved template of each account is paused and unpaused again and again. */
export function startTemplateFlips(parts: {
  clock: Clock;
  faults: FaultSwitches;
  company: Company;
  templates: TemplateStore;
  templateLife: TemplateLife;
}): void {
  const paused = new Set<Template>();
  let everyMs = 0;
  let cancel = (): void => undefined;

  const setStatus = (template: Template, status: 'PAUSED' | 'APPROVED'): void =>
    parts.templateLife.setStatus(template, status, { title: status === 'PAUSED' ? 'FIRST_PAUSE' : 'UNPAUSE' });
  const unpause = (): void => {
    for (const template of paused) if (template.status === 'PAUSED') setStatus(template, 'APPROVED');
    paused.clear();
  };
  const flip = (): void => {
    if (paused.size > 0) {
      unpause();
    } else {
      for (const { id } of parts.company.wabas) {
        const template = parts.templates.list(id).find(({ status }) => status === 'APPROVED');
        if (!template) continue;
        paused.add(template);
        setStatus(template, 'PAUSED');
      }
    }
    cancel = parts.clock.after(everyMs, flip);
  };

  const follow = (): void => {
    const { templateFlipMs } = parts.faults.current();
    if (templateFlipMs === everyMs) return;
    everyMs = templateFlipMs;
    cancel();
    if (everyMs > 0) cancel = parts.clock.after(everyMs, flip);
    else unpause();
  };
  parts.faults.onChange(follow);
  follow();
}
