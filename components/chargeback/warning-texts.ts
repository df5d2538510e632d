import type { StatementWarning } from '#lib/domain/chargeback.ts'
import { formatCountExact } from '#lib/format/count.ts'

/** What head and state line of the page say already. */
const saidElsewhere: ReadonlySet<StatementWarning['code']> = new Set([
  'period_not_over',
  'unpriced_calls',
  'partial_calls',
  'untagged_runs',
])

export function besideTheFigures(warnings: readonly StatementWarning[]): StatementWarning[] {
  return warnings.filter(({ code }) => !saidElsewhere.has(code))
}

/** What a warning means for the bill. */
export function warningText({ code, count }: StatementWarning): string {
  switch (code) {
    case 'period_not_over':
      return 'The period is not over: it can be closed from its end on.'
    case 'runs_running':
      return `${some(count, 'run has', 'runs have')} not ended: what they still cost comes later.`
    case 'repricing_under_way':
      return 'Runs are being priced anew: amounts change until that is done, and it cannot be closed before.'
    case 'reattribution_under_way':
      return 'Runs are being attributed anew: tenants change until that is done, and it cannot be closed before.'
    case 'unpriced_calls':
      return `${some(count, 'call has', 'calls have')} no known price and ${count === 1 ? 'is' : 'are'} in no amount.`
    case 'partial_calls':
      return `${some(count, 'call is', 'calls are')} priced in part: the rest is in no amount.`
    case 'untagged_runs':
      return `${some(count, 'run has', 'runs have')} no tenant: nobody is charged for ${count === 1 ? 'it' : 'them'}.`
    case 'several_price_versions':
      return `Runs were priced with ${formatCountExact(count)} versions of the prices.`
    case 'overlaps_closed':
      return 'A closed statement has some of the same days, so this one cannot be closed.'
    case 'hours_left_out':
      return 'Some time beside this period is in no statement: the one next to it was closed in another time zone, or at another hour.'
    case 'shared_costs_left_out':
      return 'You see some tenants only: shared costs are left out until the period is closed.'
  }
}

function some(count: number, one: string, many: string): string {
  return `${formatCountExact(count)} ${count === 1 ? one : many}`
}
