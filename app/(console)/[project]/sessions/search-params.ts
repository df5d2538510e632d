import { parseAsString, type inferParserType } from 'nuqs/server'
import type { SessionFilter } from '#lib/api/sessions.ts'

/** The list's state in the URL, as the API takes it. */
export const sessionListParams = { from: parseAsString, to: parseAsString, q: parseAsString, selected: parseAsString }

export function sessionFilterOf(params: inferParserType<typeof sessionListParams>): SessionFilter {
  const { selected: _selected, ...state } = params
  return Object.fromEntries(Object.entries(state).filter(([, value]) => value !== null))
}
