// Who may read a comment besides its LEA: the policies beyond the first of each table of talk, as the catalogue prints them.
const below = "(lea_id IN ( SELECT leas_below() AS leas_below))";
export const talkReads: Record<string, string[]> = { comment_thread: ["?"], comment: [`r((hidden_at IS NULL) AND ${below})`] };
