import { UsdText } from '#components/cost/usd-text.tsx'
import { ShortTable, type ShortColumn } from '#components/table/short-table.tsx'
import { Badge } from '#components/ui/badge.tsx'
import type { Budget, PastPeriod } from '#lib/domain/budget.ts'
import { formatPart } from '#lib/format/percent.ts'
import { formatUsd } from '#lib/format/usd.ts'
import { BudgetBar } from './budget-bar.tsx'
import { budgetRuns } from './budget-links.ts'
import { budgetScale } from './budget-scale.ts'
import { dayText, missingText, periodText } from './budget-texts.ts'

type PastPeriodsTableProps = {
  project: string
  budget: Pick<Budget, 'scope' | 'period'>
  periods: readonly PastPeriod[]
}

/** How the periods before ended; those before anything was spent are left out. */
export function PastPeriodsTable({ project, budget, periods }: PastPeriodsTableProps) {
  const first = periods.findLastIndex(({ runs }) => runs > 0)
  return (
    <ShortTable
      title="Periods before"
      rows={periods.slice(0, first + 1)}
      keyOf={({ fromDay }) => fromDay}
      empty="Nothing was spent in the periods before."
      columns={columnsOf(project, budget)}
    />
  )
}

const columnsOf = (project: string, budget: PastPeriodsTableProps['budget']): ShortColumn<PastPeriod>[] => [
  {
    header: 'Period',
    className: 'whitespace-nowrap',
    cell: (period) => periodText(budget.period, period),
  },
  {
    header: 'End',
    className: 'whitespace-nowrap',
    cell: ({ isKept, wasThere, overOn }) => (
      <>
        <Badge tone={isKept ? 'good' : 'bad'}>{isKept ? 'Kept' : 'Over'}</Badge>
        {overOn === null ? null : <span className="pl-1.5 text-sm text-ink-2">on {dayText(overOn)}</span>}
        {wasThere ? null : <span className="pl-1.5 text-sm text-ink-3">had it been there</span>}
      </>
    ),
  },
  {
    header: 'Spent of it',
    className: 'w-1/3 max-narrow:hidden',
    cell: (period) => (
      <BudgetBar scale={budgetScale({ ...period, marks: [limitMark(period)], forecast: null })} level={period.isKept ? 'ok' : 'over'} /> // prettier-ignore
    ),
  },
  {
    header: 'Part',
    align: 'end',
    className: 'w-px whitespace-nowrap',
    cell: ({ spentUsd, limitUsd }) => formatPart(Number(spentUsd), Number(limitUsd)),
  },
  {
    header: 'Spent',
    align: 'end',
    className: 'w-px whitespace-nowrap',
    cell: (period) => (
      <>
        {period.isLowerBound ? '≥ ' : ''}
        <UsdText
          usd={period.spentUsd}
          href={period.runs === 0 ? undefined : budgetRuns(project, budget.scope, period)}
          note={missingText(period) ?? undefined}
        />
      </>
    ),
  },
  {
    header: 'Limit',
    align: 'end',
    className: 'w-px max-narrow:hidden',
    cell: ({ limitUsd }) => formatUsd(limitUsd),
  },
]

function limitMark({ limitUsd, isKept, overOn }: PastPeriod) {
  return { name: 'over' as const, percent: 100, amountUsd: limitUsd, isReached: !isKept, reachedOn: overOn, expectedOn: null } // prettier-ignore
}
