/** Cost of a calendar day (`2026-11-21`) in USD. A forecast is an estimate, so floating-point numbers do. */
export type DayCost = { day: string; costUsd: number }

export type ForecastInput = {
  /** Whole days before today, the oldest first, without gaps: a day without cost is 0. */
  history: readonly DayCost[]
  today: string
  /** What today has cost so far, and which part of it has passed (0 to 1). */
  todayCostUsd: number
  todayElapsed: number
  /** First day of the period, and the first one after it. */
  periodFrom: string
  periodTo: string
  limitUsd: number | null
}

/** What is expected of a day, and the cost of the period until its end. */
export type ForecastDay = { day: string; expectedUsd: number; cumulativeUsd: number; lowUsd: number; highUsd: number }

export type Forecast = {
  spentUsd: number
  expectedUsd: number
  /** Bounds within which four of five ends lie, if days go on to vary as they did; equal to `expectedUsd` where nothing is known of that. */
  lowUsd: number
  highUsd: number
  /** The rest of today, and the days after it. */
  days: ForecastDay[]
  /** Day on which the limit is expected to be reached; null where it is not within the period. */
  reachedOn: string | null
  /** The earliest such day within the bounds. */
  reachedAtEarliest: string | null
  /** `weekdays`: level times a factor of each weekday; `level`: too few days for that; `none`: no whole day yet. */
  method: 'weekdays' | 'level' | 'none'
  historyDays: number
}

/** Nine tenths of a normal distribution lie below: between it and its opposite are 80 %. */
const z80 = 1.2816
const daysForWeekdays = 14
const halfLifeDays = 7
/** A weekday's factor is drawn to 1 as if so many average days had been seen of it. */
const priorDays = 1

/**
 * Forecast of a period's cost: the level is the mean of the days before, each divided by its weekday's factor and
 * weighted so that a week counts half of the one after it (exponential smoothing with a multiplicative weekly season, as
 * in Hyndman & Athanasopoulos, Forecasting: Principles and Practice, ch. 8, in closed form). The bounds come from how far
 * the days lay from level × factor, and from how few of them there are.
 */
export function forecastPeriod(input: ForecastInput): Forecast {
  const { history, today, todayElapsed, todayCostUsd, periodFrom, periodTo, limitUsd } = input
  const model = fit(history, today)
  const before = history.filter(({ day }) => day >= periodFrom && day < periodTo)
  const spentUsd = sum(before.map(({ costUsd }) => costUsd)) + todayCostUsd
  const days: ForecastDay[] = []
  let cumulative = spentUsd
  let factors = 0
  let variance = 0
  for (let day = today; day < periodTo; day = nextDay(day)) {
    const share = (day === today ? 1 - todayElapsed : 1) * model.factor(day)
    const expectedUsd = model.level * share
    cumulative += expectedUsd
    factors += share
    variance += (model.spread * share) ** 2
    const bound = z80 * Math.sqrt(variance + (model.levelError * factors) ** 2)
    days.push({
      day,
      expectedUsd,
      cumulativeUsd: cumulative,
      lowUsd: Math.max(spentUsd, cumulative - bound),
      highUsd: cumulative + bound,
    })
  }
  const last = days.at(-1)
  return {
    spentUsd,
    expectedUsd: last?.cumulativeUsd ?? spentUsd,
    lowUsd: last?.lowUsd ?? spentUsd,
    highUsd: last?.highUsd ?? spentUsd,
    days,
    reachedOn: reached(days, limitUsd, ({ cumulativeUsd }) => cumulativeUsd),
    reachedAtEarliest: reached(days, limitUsd, ({ highUsd }) => highUsd),
    method: model.method,
    historyDays: history.length,
  }
}

type Model = {
  level: number
  /** How far a day of factor 1 lies from the level, as standard deviation; and the error of the level itself. */
  spread: number
  levelError: number
  factor: (day: string) => number
  method: Forecast['method']
}

function fit(history: readonly DayCost[], today: string): Model {
  if (history.length === 0) return { level: 0, spread: 0, levelError: 0, factor: () => 1, method: 'none' }
  const weekly = history.length >= daysForWeekdays
  const factors = weekly ? weekdayFactors(history) : null
  const factor = (day: string) => factors?.[weekday(day)] ?? 1
  const weighted = history.map(({ day, costUsd }) => ({
    value: factor(day) === 0 ? 0 : costUsd / factor(day),
    weight: factor(day) === 0 ? 0 : 0.5 ** (daysBetween(day, today) / halfLifeDays),
  }))
  const weights = sum(weighted.map(({ weight }) => weight))
  if (weights === 0) return { level: 0, spread: 0, levelError: 0, factor, method: weekly ? 'weekdays' : 'level' }
  const level = sum(weighted.map(({ value, weight }) => value * weight)) / weights
  const squares = sum(weighted.map(({ weight }) => weight ** 2))
  const effective = weights ** 2 / squares
  const deviation = sum(weighted.map(({ value, weight }) => weight * (value - level) ** 2)) / weights
  const spread = effective > 1 ? Math.sqrt((deviation * effective) / (effective - 1)) : 0
  return { level, spread, levelError: spread / Math.sqrt(effective), factor, method: weekly ? 'weekdays' : 'level' }
}

/** Mean of each weekday relative to the mean of all, Sunday first. */
function weekdayFactors(history: readonly DayCost[]): number[] {
  const mean = sum(history.map(({ costUsd }) => costUsd)) / history.length
  if (mean === 0) return Array.from({ length: 7 }, () => 1)
  return Array.from({ length: 7 }, (_, index) => {
    const same = history.filter(({ day }) => weekday(day) === index).map(({ costUsd }) => costUsd)
    return (sum(same) + priorDays * mean) / ((same.length + priorDays) * mean)
  })
}

function reached(
  days: readonly ForecastDay[],
  limitUsd: number | null,
  amount: (day: ForecastDay) => number,
): string | null {
  if (limitUsd === null) return null
  return days.find((day) => amount(day) >= limitUsd)?.day ?? null
}

const dayMs = 86_400_000

function weekday(day: string): number {
  return new Date(Date.parse(day)).getUTCDay()
}

function nextDay(day: string): string {
  return new Date(Date.parse(day) + dayMs).toISOString().slice(0, 10)
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / dayMs
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
