import { parseAsBoolean, parseAsString, parseAsStringLiteral, type inferParserType } from 'nuqs/server'
import { statementDialogs } from '#components/chargeback/statement-dialogs.ts'
import type { StatementChoice } from '#lib/api/chargeback.ts'

/** Which statement the page shows, named as the API names it. */
const choiceParams = {
  period: parseAsString,
  from: parseAsString,
  to: parseAsString,
  timeZone: parseAsString,
  groupBy: parseAsString,
  /** Runs as they are now, of a period that is closed. */
  live: parseAsBoolean,
}

/** What the page shows, in the URL: the statement, the tenants that are searched for, and which dialog is open. */
export const chargebackParams = {
  ...choiceParams,
  q: parseAsString.withDefault(''),
  dialog: parseAsStringLiteral(statementDialogs),
}

/** Of the printable page: the same statement, or one that was closed, of one tenant or of all. */
export const printParams = {
  ...choiceParams,
  statement: parseAsString,
  version: parseAsString,
  /** `-` is untagged, as in filters of runs. */
  tenant: parseAsString,
}

export function choiceOf(params: inferParserType<typeof choiceParams>): StatementChoice {
  const { period, from, to, timeZone, groupBy, live } = params
  const given = { period, from, to, timeZone, groupBy, live }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null))
}
