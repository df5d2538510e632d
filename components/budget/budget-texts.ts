import type { Budget, BudgetDimension, BudgetForecast, BudgetLevel, BudgetPeriod, BudgetStanding } from '#lib/domain/budget.ts' // prettier-ignore
import { formatCount, formatCountExact } from '#lib/format/count.ts'
import { dateFormat } from '#lib/format/date-format.ts'

type Tone = 'good' | 'warn' | 'bad'

/** A level in words, and its colour. */
export const levelTexts: Record<BudgetLevel, { label: string; tone: Tone }> = {
  ok: { label: 'Within budget', tone: 'good' },
  soft: { label: 'Soft limit reached', tone: 'warn' },
  hard: { label: 'Hard limit reached', tone: 'bad' },
  over: { label: 'Over budget', tone: 'bad' },
}

export const markLabels = { soft: 'Soft', hard: 'Hard', over: 'Limit' } as const

export const dimensionLabels: Record<BudgetDimension, string> = {
  tenant: 'Tenant',
  feature: 'Feature',
  taskType: 'Task type',
}

export const periodWords: Record<BudgetPeriod, string> = { day: 'a day', week: 'a week', month: 'a month' }

/** What people call it, else whose it is. */
export function budgetTitle({ name, scope }: Pick<Budget, 'name' | 'scope'>): string {
  return name || scopeText({ scope })
}

export function scopeText({ scope }: Pick<Budget, 'scope'>): string {
  if (scope.length === 0) return 'Whole project'
  return scope.map(({ dimension, value }) => `${dimensionLabels[dimension]} ${value}`).join(', ')
}

const month = { month: 'long', year: 'numeric', timeZone: 'UTC' } as const
const day = { day: 'numeric', month: 'short', timeZone: 'UTC' } as const
const dayOfYear = { ...day, year: 'numeric' } as const

/** A day of the calendar: "22 Nov". */
export function dayText(of: string): string {
  return dateFormat(day, 'UTC').format(Date.parse(of))
}

/** "November 2026", "16 Nov – 22 Nov 2026", "22 Nov 2026"; `toDay` is the first day after it. */
export function periodText(kind: BudgetPeriod, { fromDay, toDay }: Pick<BudgetStanding, 'fromDay' | 'toDay'>): string {
  const from = Date.parse(fromDay)
  switch (kind) {
    case 'month':
      return dateFormat(month, 'UTC').format(from)
    case 'week':
      return `${dateFormat(day, 'UTC').format(from)} – ${dateFormat(dayOfYear, 'UTC').format(Date.parse(toDay) - 1)}`
    case 'day':
      return dateFormat(dayOfYear, 'UTC').format(from)
  }
}

type Missing = Pick<BudgetStanding, 'unpricedCalls' | 'unpricedTokens' | 'partialCalls'>

/** What an amount lacks; null where it lacks nothing. */
export function missingText({ unpricedCalls, unpricedTokens, partialCalls }: Missing): string | null {
  const parts = [
    ...(unpricedCalls === 0 ? [] : [`${calls(unpricedCalls)} without a price (${formatCount(unpricedTokens)} tokens)`]),
    ...(partialCalls === 0 ? [] : [`${calls(partialCalls)} priced in part`]),
  ]
  return parts.length === 0 ? null : `At least: ${parts.join(' and ')} are not in it.`
}

function calls(count: number): string {
  return count === 1 ? 'one call' : `${formatCountExact(count)} calls`
}

/** How a forecast was made, in a sentence. */
export function methodText({ method, historyDays }: Pick<BudgetForecast, 'method' | 'historyDays'>): string {
  const days = historyDays === 1 ? 'one whole day' : `${historyDays} whole days`
  switch (method) {
    case 'weekdays':
      return `From ${days}: their level, the last weeks counting most, times a factor of each weekday. Four of five ends lie in the interval, if days go on to vary as they did.`
    case 'level':
      return `From ${days}, too few to tell weekdays apart: their level, the last ones counting most. Four of five ends lie in the interval, if days go on to vary as they did.`
    case 'none':
      return 'There is no whole day to learn from yet: nothing is expected beyond what was spent.'
  }
}
