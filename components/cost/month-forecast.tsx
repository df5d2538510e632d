'use client'

import { useQuery } from '@tanstack/react-query'
import { useTimeZone } from '#components/layout/use-time-zone.ts'
import { costQueries } from '#lib/api/costs.ts'
import { frameOf, type BudgetFrame } from '#lib/budget/budget-frame.ts'
import { forecastFrame } from '#lib/budget/forecast-frame.ts'
import type { Forecast } from '#lib/budget/forecast-period.ts'
import type { CostSeries } from '#lib/domain/costs.ts'
import type { RunFilter } from '#lib/domain/filter.ts'
import { msOfNs } from '#lib/format/time.ts'
import { formatUsd } from '#lib/format/usd.ts'
import { dayAt, startOfDay } from '#lib/time/calendar-day.ts'

type MonthForecastProps = { project: string; filter: RunFilter; nowMs: number }

/** What the month will have cost at its end, where the page shows the month that is under way. */
export function MonthForecast({ project, filter, nowMs }: MonthForecastProps) {
  const timeZone = useTimeZone()
  const frame = frameOf({ period: 'month', timeZone }, nowMs)
  return isMonth(filter, frame) ? <Line project={project} filter={filter} frame={frame} timeZone={timeZone} /> : null
}

function isMonth({ from, to }: RunFilter, { period: { fromMs, toMs } }: BudgetFrame): boolean {
  if (from === undefined || Date.parse(from) !== fromMs) return false
  return to === undefined || to === 'now' || Date.parse(to) === toMs
}

type LineProps = Omit<MonthForecastProps, 'nowMs'> & { frame: BudgetFrame; timeZone: string }

function Line({ project, filter, frame, timeZone }: LineProps) {
  const span = { from: new Date(startOfDay(frame.fromDay, timeZone)).toISOString(), to: new Date(frame.period.toMs).toISOString() } // prettier-ignore
  const series = useQuery(costQueries.series(project, { ...filter, ...span }, { timeZone, interval: 'day' }))
  if (series.data === undefined || series.isPlaceholderData) return null
  const { expectedUsd, lowUsd, highUsd, method, historyDays } = forecastOf(series.data, frame, timeZone)
  if (method === 'none') return null
  return (
    <p className="tabular border-b px-3 py-1.5 text-sm text-ink-2">
      Forecast for this month: <span className="font-medium text-ink">{formatUsd(String(expectedUsd))}</span>,{' '}
      {formatUsd(String(lowUsd))} – {formatUsd(String(highUsd))} in four of five cases, from {historyDays}{' '}
      {historyDays === 1 ? 'day' : 'days'}
      {method === 'weekdays' ? ' and their weekdays' : ''}.
    </p>
  )
}

function forecastOf({ startsNs, totalsUsd }: CostSeries, frame: BudgetFrame, timeZone: string): Forecast {
  const costs = startsNs.flatMap((ns, slot): [string, number][] => {
    const usd = totalsUsd[slot] ?? null
    return usd === null ? [] : [[dayAt(msOfNs(ns), timeZone), Number(usd)]]
  })
  return forecastFrame(frame, new Map(costs), null)
}
