import { parseAsString } from 'nuqs'

/** What a link to a session carries: the turn that is open beside the conversation. */
export const sessionParams = { turn: parseAsString }
