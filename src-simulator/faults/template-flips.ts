import type { Company } from '../company/company.ts';
import type { Clock } from '../engine/clock.ts';
import type { Template } from '../templates/template.ts';
import type { TemplateStore } from '../templates/template-store.ts';
import { exactNumber } from '../webhooks/exact-number.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';
import type { FaultSwitches } from './faults.ts';

/** While `templateFlipMs` is on, the first approved template of each account is paused and unpaused again and again. */
export function startTemplateFlips(parts: {
  clock: Clock;
  faults: FaultSwitches;
  company: Company;
  templates: TemplateStore;
  webhooks: Webhooks;
}): void {
  const paused = new Set<Template>();
  let everyMs = 0;
  let cancel = (): void => undefined;

  const setStatus = (template: Template, status: 'PAUSED' | 'APPROVED'): void => {
    template.status = status;
    const info =
      status === 'PAUSED'
        ? { title: 'FIRST_PAUSE', description: 'Paused because of its quality.' }
        : { title: 'UNPAUSE', description: 'It may be sent again.' };
    parts.webhooks.emit({
      wabaId: template.wabaId,
      field: 'message_template_status_update',
      entryTime: Math.floor(parts.clock.now() / 1000),
      value: {
        event: status,
        message_template_id: exactNumber(template.id),
        message_template_name: template.name,
        message_template_language: template.language,
        message_template_category: template.category,
        reason: 'NONE',
        other_info: info,
      },
      lane: `${template.wabaId}/templates`,
      wamids: [],
    });
  };
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
