/** What a test expects of a call that Meta refuses. */
export const refusedWith = (code: number): { refused: number } => ({ refused: code });
