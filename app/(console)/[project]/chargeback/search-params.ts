import { parseAsBoolean, parseAsString, parseAsStringLiteral, type inferParserType } from 'nuqs/server'
import { statementDialogs } from '#components/chargeback/statement-dialogs.ts'
import type { StatementChoice } from '#lib/api/chargeback.ts'

/** Which statement the page shows, named as the API names it. */
export const choiceParams = {
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

export function choiceOf(params: inferParserType<typeof choiceParams>): StatementChoice {
  const { period, from, to, timeZone, groupBy, live } = params
  const given = { period, from, to, timeZone, groupBy, live }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null))
}
