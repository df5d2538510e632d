import { parseAsString, parseAsStringLiteral, type inferParserType } from 'nuqs/server'
import type { SessionFilter } from '#lib/api/sessions.ts'
import { SessionSort } from '#lib/domain/session.ts'
import { runFilterParams } from '../runs/search-params.ts'

/** The list's state in the URL: filters of the runs that make the sessions, sort, and the selected row. */
export const sessionListParams = {
  ...runFilterParams,
  sort: parseAsStringLiteral(SessionSort.options),
  order: parseAsStringLiteral(['asc', 'desc']),
  selected: parseAsString,
}

export function sessionFilterOf(params: inferParserType<typeof sessionListParams>): SessionFilter {
  const { selected: _selected, ...state } = params
  return Object.fromEntries(Object.entries(state).filter(([, value]) => value !== null))
}
