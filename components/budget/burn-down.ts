import type { BudgetDay, BudgetStanding } from '#lib/domain/budget.ts'

/** A place of the chart: `x` counts days from the begin of the period; null is not there. */
export type BurnPoint = {
  x: number
  spent: number | null
  expected: number | null
  /** Between which the ends of four of five courses lie. */
  band: [low: number, high: number] | null
}

export type BurnDown = {
  points: BurnPoint[]
  /** Days of the period. */
  count: number
  /** USD at the top of the chart. */
  top: number
  nowX: number
  /** Where the expected course reaches the last threshold; null where it does not, or did before. */
  overX: number | null
  marks: { name: string; percent: number; usd: number; isLabelled: boolean }[]
}

type Shown = Pick<BudgetStanding, 'asOf' | 'spentUsd' | 'marks'>

/** Marks that are nearer than this part of the height would be written one over the other. */
const labelRoom = 0.075

/** Cumulative spending by day with what is expected to follow: what a chart of it draws. */
export function burnDown(days: readonly BudgetDay[], { asOf, spentUsd, marks }: Shown): BurnDown {
  const now = days.findIndex(({ expected }) => expected !== null)
  const today = now === -1 ? days.length - 1 : now
  const nowX = today + elapsed(days[today], asOf)
  const spent = Number(spentUsd)
  const past = days.slice(0, today).map(({ cumulativeUsd }, day) => point(day + 1, { spent: Number(cumulativeUsd ?? 0) })) // prettier-ignore
  const ahead = days.slice(today).flatMap(({ expected }, index) => {
    if (expected === null) return []
    const band: [number, number] = [Number(expected.lowUsd), Number(expected.highUsd)]
    return [point(today + index + 1, { expected: Number(expected.cumulativeUsd), band })]
  })
  const points = [
    point(0, { spent: 0 }),
    ...past,
    point(nowX, { spent, expected: spent, band: [spent, spent] }),
    ...ahead,
  ]
  const last = Math.max(0, ...marks.map(({ amountUsd }) => Number(amountUsd)))
  const highest = Math.max(spent, ...ahead.map(({ expected, band }) => Math.max(expected ?? 0, Math.min(band?.[1] ?? 0, last * 2)))) // prettier-ignore
  const top = Math.max(last, highest) * 1.05 || 1
  return { points, count: days.length, top, nowX, overX: crossing(ahead, points, last), marks: labelled(marks, top) }
}

function point(x: number, more: Partial<BurnPoint>): BurnPoint {
  return { x, spent: null, expected: null, band: null, ...more }
}

function elapsed(day: BudgetDay | undefined, asOf: string): number {
  if (day === undefined) return 0
  const [from, to] = [Date.parse(day.from), Date.parse(day.to)]
  return Math.min(1, Math.max(0, (Date.parse(asOf) - from) / (to - from)))
}

/** Between two places of the expected course, as if a day's spending were even. */
function crossing(ahead: readonly BurnPoint[], points: readonly BurnPoint[], limit: number): number | null {
  const first = ahead.find(({ expected }) => (expected ?? 0) >= limit)
  if (first === undefined) return null
  const before = points.findLast(({ x, expected }) => x < first.x && expected !== null)
  if (before === undefined || (before.expected ?? 0) >= limit) return null
  const part = (limit - (before.expected ?? 0)) / ((first.expected ?? 0) - (before.expected ?? 0))
  return before.x + part * (first.x - before.x)
}

/** From the last one down: those below it give way. */
function labelled(marks: Shown['marks'], top: number): BurnDown['marks'] {
  let above = Number.POSITIVE_INFINITY
  return marks
    .map(({ name, percent, amountUsd }) => ({ name, percent, usd: Number(amountUsd) }))
    .toReversed()
    .map((mark) => {
      const isLabelled = (above - mark.usd) / top >= labelRoom
      if (isLabelled) above = mark.usd
      return { ...mark, isLabelled }
    })
}
