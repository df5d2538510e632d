import type { BudgetInput, PastPeriod } from '#lib/domain/budget.ts'
import { formatUsd } from '#lib/pricing/fixed-usd.ts'
import type { CalendarPeriod } from '#lib/time/calendar-period.ts'
import { dayReached, levelOf, numberOf } from './budget-marks.ts'
import { missingOf, sumFigures, type FiguresByDay } from './day-figures.ts'
import { termsOf } from './judge-budget.ts'

/** What a budget said from a moment on (milliseconds since the epoch). */
export type BudgetVersion = Pick<BudgetInput, 'amountUsd' | 'thresholds'> & { sinceMs: number }

/** How periods ended, each by what the budget said at its end. `versions` are the newest first, at least one. */
export function judgePast(
  periods: readonly CalendarPeriod[],
  versions: readonly BudgetVersion[],
  days: FiguresByDay,
): PastPeriod[] {
  return periods.flatMap((period) => {
    const held = versions.find(({ sinceMs }) => sinceMs < period.toMs)
    const rules = held ?? versions.at(-1)
    return rules === undefined ? [] : [judgeOne(period, rules, held !== undefined, days)]
  })
}

function judgeOne(period: CalendarPeriod, rules: BudgetVersion, wasThere: boolean, days: FiguresByDay): PastPeriod {
  const terms = termsOf(rules)
  const spent = sumFigures(days, period.fromDay, period.toDay)
  return {
    from: new Date(period.fromMs).toISOString(),
    to: new Date(period.toMs).toISOString(),
    fromDay: period.fromDay,
    toDay: period.toDay,
    limitUsd: formatUsd(terms.limit),
    wasThere,
    spentUsd: formatUsd(spent.cost),
    runs: spent.runs,
    share: numberOf(spent.cost) / numberOf(terms.limit),
    isKept: levelOf(spent.cost, terms) !== 'over',
    overOn: dayReached(days, period, terms, 'over'),
    ...missingOf(spent),
  }
}
