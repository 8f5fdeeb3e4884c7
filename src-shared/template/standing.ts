import { type Template, whyNotToSend } from '../template.ts';

// What Meta thinks of a template, in plain words. Words that this version does not know are shown as they are.

export type Tone = 'good' | 'waiting' | 'warning' | 'bad';

export interface Standing {
  tone: Tone;
  /** One or two words: *Approved*. */
  label: string;
  /** What it means and what to do. */
  explanation: string;
}

type Words = Readonly<Record<string, Standing>>;

const statuses: Words = {
  APPROVED: { tone: 'good', label: 'Approved', explanation: 'Can be sent.' },
  PENDING: { tone: 'waiting', label: 'In review', explanation: 'WhatsApp looks at it: minutes, at most a day.' },
  IN_APPEAL: { tone: 'waiting', label: 'In appeal', explanation: 'WhatsApp looks at it once more.' },
  REJECTED: {
    tone: 'bad',
    label: 'Rejected',
    explanation: 'WhatsApp does not allow it: change it and submit it again.',
  },
  PAUSED: {
    tone: 'warning',
    label: 'Paused',
    explanation:
      'Customers blocked or reported it. WhatsApp resumes it after 3 hours, the second time after 6; the third time it is disabled.',
  },
  DISABLED: { tone: 'bad', label: 'Disabled', explanation: 'WhatsApp has ended it for good: make another one.' },
  LIMIT_EXCEEDED: {
    tone: 'bad',
    label: 'Over the limit',
    explanation: 'The account has as many templates as WhatsApp allows: delete one.',
  },
  LOCKED: { tone: 'bad', label: 'Locked', explanation: 'WhatsApp has locked it: look into WhatsApp Manager.' },
  FLAGGED: {
    tone: 'warning',
    label: 'Flagged',
    explanation: 'Its quality is low: it is paused or disabled unless customers like it better.',
  },
  PENDING_DELETION: {
    tone: 'bad',
    label: 'Being deleted',
    explanation: 'WhatsApp deletes it when its last messages are done.',
  },
  DELETED: { tone: 'bad', label: 'Deleted', explanation: 'Its name is free again after 30 days.' },
  ARCHIVED: {
    tone: 'warning',
    label: 'Archived',
    explanation: 'It was not used for a year: unarchive it within 28 days, or WhatsApp deletes it.',
  },
};

const qualities: Words = {
  GREEN: { tone: 'good', label: 'High quality', explanation: 'Customers like it.' },
  YELLOW: {
    tone: 'warning',
    label: 'Medium quality',
    explanation: 'Some customers blocked or reported it: send it to fewer people, or say it differently.',
  },
  RED: {
    tone: 'bad',
    label: 'Low quality',
    explanation: 'Many customers blocked or reported it: WhatsApp is going to pause it. Stop sending it for now.',
  },
  UNKNOWN: { tone: 'waiting', label: 'Quality pending', explanation: 'Too few were sent for WhatsApp to say.' },
};

const categories: Words = {
  MARKETING: {
    tone: 'good',
    label: 'Marketing',
    explanation: 'News and offers. Costs most; WhatsApp limits how many a person gets, and people can opt out.',
  },
  UTILITY: {
    tone: 'good',
    label: 'Utility',
    explanation: 'About something the customer did or asked for. Costs less than marketing, and may not advertise.',
  },
  AUTHENTICATION: { tone: 'good', label: 'Authentication', explanation: 'One-time codes. WhatsApp writes the text.' },
};

const rejections: Readonly<Record<string, string>> = {
  ABUSIVE_CONTENT: 'It insults or threatens.',
  INCORRECT_CATEGORY: 'It is in the wrong category: choose the one it belongs to.',
  INVALID_FORMAT: 'Its variables or its form are wrong.',
  PROMOTIONAL: 'It advertises, and its category does not allow that: make it marketing.',
  SCAM: 'It looks like fraud, for example because it asks for card numbers or passwords.',
  TAG_CONTENT_MISMATCH: 'Its text is not in the language or the category it says.',
  CATEGORY_NOT_AVAILABLE: 'Its category is not open to this account.',
};

const other = (word: string): Standing => ({
  tone: 'warning',
  label: word,
  explanation: 'This version of Parley does not know this word of WhatsApp’s: look into WhatsApp Manager.',
});
const wordsFor = (words: Words, word: string): Standing =>
  (Object.hasOwn(words, word) ? words[word] : undefined) ?? other(word);

export interface TemplateStanding {
  /** Null when it can be sent, else why not. */
  problem: string | null;
  status: Standing;
  category: Standing;
  /** Null when WhatsApp has not said. */
  quality: Standing | null;
  /** What is about to change, worst first. */
  warnings: readonly string[];
}

export function standingOf(template: Template): TemplateStanding {
  const { status, category, quality, rejectedReason, correctCategory } = template;
  const said = wordsFor(statuses, status);
  const why = rejectedReason === null || rejectedReason === 'NONE' ? '' : rejectionText(rejectedReason);
  const warnings = [
    ...(status === 'APPROVED' && quality === 'RED' ? [wordsFor(qualities, 'RED').explanation] : []),
    ...(correctCategory !== null && correctCategory !== category ? [recategorisation(category, correctCategory)] : []),
  ];
  return {
    problem: whyNotToSend(template),
    status: status === 'REJECTED' && why !== '' ? { ...said, explanation: `${why} ${said.explanation}` } : said,
    category: wordsFor(categories, category),
    quality: quality === null ? null : wordsFor(qualities, quality),
    warnings,
  };
}

/** Why it was rejected, in plain words. */
export function rejectionText(reason: string): string {
  return (Object.hasOwn(rejections, reason) ? rejections[reason] : undefined) ?? `WhatsApp says: ${reason}.`;
}

function recategorisation(from: string, to: string): string {
  const [old, next] = [wordsFor(categories, from).label, wordsFor(categories, to).label];
  return `WhatsApp is going to make it ${next} instead of ${old}: its price and its rules change.`;
}
