import { parseAsBoolean, parseAsInteger, parseAsString, parseAsStringLiteral, type inferParserType } from 'nuqs/server'
import { statementDialogs } from '#components/chargeback/statement-dialogs.ts'
import { byCost, statementSorts } from '#components/chargeback/statement-order.ts'
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
  sort: parseAsStringLiteral(statementSorts).withDefault(byCost.key),
  order: parseAsStringLiteral(['asc', 'desc'] as const).withDefault(byCost.order),
  dialog: parseAsStringLiteral(statementDialogs),
  /** Whose billed runs a dialog shows, `-` being those of no tenant, and of which version. */
  of: parseAsString,
  version: parseAsInteger,
}

export function choiceOf(params: inferParserType<typeof choiceParams>): StatementChoice {
  const { period, from, to, timeZone, groupBy, live } = params
  const given = { period, from, to, timeZone, groupBy, live }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null))
}
