import { exactNumber } from '../exact-number.ts';
import type { Example, Scene } from './example.ts';

/** Template fields (§6.6): ids are JSON numbers. */
export function templateExamples(_scene: Scene): Example[] {
  const template = {
    message_template_id: 1259544702043867,
    message_template_name: 'order_update',
    message_template_language: 'en_US',
  };
  const status = (event: string, rest: object = {}): Example => ({
    name: `message_template_status_update/${event.toLowerCase()}`,
    field: 'message_template_status_update',
    value: { event, ...template, message_template_category: 'UTILITY', reason: 'NONE', ...rest },
  });
  const quality = { previous_quality_score: 'GREEN', new_quality_score: 'YELLOW', ...template };
  return [
    status('APPROVED'),
    status('REJECTED', {
      reason: 'INCORRECT_CATEGORY',
      rejection_info: { reason: 'The text is an advertisement.', recommendation: 'Choose the category MARKETING.' },
    }),
    status('PENDING'),
    {
      name: 'message_template_status_update/long_id',
      field: 'message_template_status_update',
      // More digits than a JavaScript number holds.
      value: { event: 'APPROVED', ...template, message_template_id: exactNumber('12595447020438671'), reason: null },
    },
    status('PAUSED', {
      other_info: { title: 'FIRST_PAUSE', description: 'Paused for 3 hours because of its quality.' },
    }),
    status('DISABLED', { disable_info: { disable_date: 1_763_640_000 }, other_info: { title: 'DISABLED' } }),
    status('FLAGGED', { disable_info: { disable_date: 1_763_800_000 } }),
    status('REINSTATED', { reason: null, other_info: { title: 'UNPAUSE', description: 'It may be sent again.' } }),
    ...['IN_APPEAL', 'PENDING_DELETION', 'DELETED', 'LIMIT_EXCEEDED', 'LOCKED', 'ARCHIVED', 'UNARCHIVED'].map((event) =>
      status(event),
    ),
    { name: 'message_template_quality_update', field: 'message_template_quality_update', value: quality },
    // One of Meta's own samples carries the wrong field name.
    {
      name: 'message_template_status_update/quality_under_wrong_field',
      field: 'message_template_status_update',
      value: { ...quality, message_template_language: 'en-US' },
    },
    {
      name: 'message_template_components_update',
      field: 'message_template_components_update',
      value: {
        ...template,
        message_template_element: 'Your order {{1}} is on its way.',
        message_template_title: 'Good news',
        message_template_footer: 'Marlow Store',
        message_template_buttons: [
          {
            message_template_button_type: 'URL',
            message_template_button_text: 'Track',
            message_template_button_url: 'https://example.com/{{1}}',
          },
          {
            message_template_button_type: 'PHONE_NUMBER',
            message_template_button_text: 'Call',
            message_template_button_phone_number: '+12025550143',
          },
        ],
      },
    },
    {
      name: 'template_category_update/impending',
      field: 'template_category_update',
      value: {
        ...template,
        new_category: 'UTILITY',
        correct_category: 'MARKETING',
        category_update_timestamp: 1_763_726_400,
      },
    },
    {
      name: 'template_category_update/done',
      field: 'template_category_update',
      value: { ...template, previous_category: 'UTILITY', new_category: 'MARKETING' },
    },
    {
      name: 'template_correct_category_detection',
      field: 'template_correct_category_detection',
      value: { ...template, category: 'UTILITY', correct_category: 'MARKETING' },
    },
  ];
}
