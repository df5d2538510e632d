import { parseAsString } from 'nuqs/server'

/** What the list is narrowed to: kind of entry, and who changed it. */
export const historyParams = { kind: parseAsString, actor: parseAsString }
