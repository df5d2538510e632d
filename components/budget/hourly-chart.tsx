'use client'

import { useQuery } from '@tanstack/react-query'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { costQueries } from '#lib/api/costs.ts'
import type { BudgetDetail } from '#lib/domain/budget.ts'
import { dateFormat } from '#lib/format/date-format.ts'
import { budgetFilter } from './budget-links.ts'
import { BurnDownChart } from './burn-down-chart.tsx'
import { hoursOfDay } from './hours-of-day.ts'

type HourlyChartProps = {
  project: string
  detail: BudgetDetail
  onOpen: (span: { from: string; to: string }) => void
}

const clock = { hour: '2-digit', minute: '2-digit' } as const
/** As often as the budget itself, milliseconds. */
const refreshMs = 30_000

/** The one day of a budget, by hour. */
export function HourlyChart({ project, detail: { budget, state, days }, onOpen }: HourlyChartProps) {
  const { timeZone } = budget
  const asked = costQueries.series(project, budgetFilter(budget.scope, state), { timeZone, interval: 'hour' })
  const series = useQuery({ ...asked, refetchInterval: refreshMs })
  const [day] = days
  if (day === undefined || (series.data === undefined && !series.isError))
    return <Skeleton className="mx-3 mt-3 h-64" />
  return (
    <BurnDownChart
      slots={series.data === undefined ? days : hoursOfDay(series.data, day, state.asOf)}
      state={state}
      nameOf={({ from }) => dateFormat(clock, timeZone).format(Date.parse(from))}
      onOpen={onOpen}
    />
  )
}
