import { GraphError } from '../graph/graph-error.ts';

/** What is wrong with a template, with Meta's subcode; `message` is for the person who wrote it. */
export function templateError(subcode: number, title: string, message: string): GraphError {
  return new GraphError(100, 'Invalid parameter', { subcode, forUser: { title, message } });
}

export const tooLong = (what: string, limit: number): GraphError =>
  templateError(
    2388040,
    'Character Limit Exceeded',
    `The ${what} field has more characters than the limit of ${limit}.`,
  );

export const badHeader = (message: string): GraphError =>
  templateError(2388047, 'Message template header format is incorrect', message);

export const badBody = (message: string): GraphError =>
  templateError(2388072, 'Message template body format is incorrect', message);

export const badFooter = (message: string): GraphError =>
  templateError(2388073, 'Message template footer format is incorrect', message);

export const badButtons = (message: string): GraphError =>
  templateError(2388043, 'Message template buttons format is incorrect', message);

export const badCards = (message: string): GraphError =>
  templateError(2388042, 'Message template carousel format is incorrect', message);
