import { parseAsInteger, parseAsString, type inferParserType } from 'nuqs/server'
import type { ClosedChoice, StatementChoice } from '#lib/api/chargeback.ts'
import { choiceOf, choiceParams } from '../../../../(console)/[project]/chargeback/search-params.ts'

/** Which statement is on paper: one as the page shows it, or a version of a closed one; of one tenant or of all. */
export const printParams = {
  ...choiceParams,
  statement: parseAsString,
  version: parseAsInteger,
  /** `-` is what belongs to no tenant, as in filters of runs; a backslash takes it literally. */
  tenant: parseAsString,
}

export type PrintedChoice = { closed: ClosedChoice } | { shown: StatementChoice }

export function printedChoice(params: inferParserType<typeof printParams>): PrintedChoice {
  const { statement, version } = params
  if (statement === null) return { shown: choiceOf(params) }
  return { closed: { statementId: statement, version: version ?? undefined } }
}
