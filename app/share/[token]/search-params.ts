import { parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { runViewChoice, runViews } from '#components/run/run-views.ts'

/** What a link to a place in the shared run carries. */
export const sharedRunParams = {
  view: parseAsStringLiteral(runViews).withDefault(runViewChoice.fallback),
  span: parseAsString,
  root: parseAsString,
}
