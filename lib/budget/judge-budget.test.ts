import { describe, expect, it, test } from 'vitest'
import type { BudgetInput } from '#lib/domain/budget.ts'
import { BudgetInput as Input } from '#lib/domain/budget.ts'
import { formatUsd, parseUsd, sumUsd } from '#lib/pricing/fixed-usd.ts'
import { addDays, daysFrom } from '#lib/time/calendar-day.ts'
import { frameOf } from './budget-frame.ts'
import { noFigures, type DayFigures, type FiguresByDay } from './day-figures.ts'
import { daysOfPeriod, judgeBudget } from './judge-budget.ts'
import { judgePast } from './past-periods.ts'

const now = Date.parse('2026-11-21T12:00Z')
const budget = (more: Partial<BudgetInput> = {}) => Input.parse({ period: 'month', amountUsd: '100', ...more })
const cost = (usd: string, more: Partial<DayFigures> = {}): DayFigures => ({ ...noFigures, cost: parseUsd(usd) ?? 0n, runs: 1, ...more }) // prettier-ignore
const judge = (of: BudgetInput, days: FiguresByDay, nowMs = now) => judgeBudget(of, frameOf(of, nowMs), days).standing

/** The same amount on each of so many days before, and on, the 21st. */
function daily(usd: string, count: number): FiguresByDay {
  return new Map(daysFrom(addDays('2026-11-22', -count), '2026-11-22').map((day) => [day, cost(usd)]))
}

describe('how a budget stands', () => {
  it.each([
    ['69.999999999999', 'ok', [false, false, false]],
    ['70', 'soft', [true, false, false]],
    ['89.999999999999', 'soft', [true, false, false]],
    ['90', 'hard', [true, true, false]],
    ['100.000000000000', 'over', [true, true, true]],
  ] as const)('%s of 100 is %s', (spent, level, reached) => {
    const standing = judge(budget(), new Map([['2026-11-03', cost(spent)]]))
    expect(standing).toMatchObject({ level, spentUsd: formatUsd(parseUsd(spent) ?? 0n), limitUsd: '100.000000000000' })
    expect(standing.marks.map(({ isReached }) => isReached)).toEqual(reached)
    expect(standing.marks.map(({ reachedOn }) => reachedOn)).toEqual(reached.map((is) => (is ? '2026-11-03' : null)))
  })

  it('compares thirds of a cent exactly', () => {
    const of = budget({ amountUsd: '0.000000000003', thresholds: { soft: 34, hard: 67, over: 100 } })
    expect(judge(of, new Map([['2026-11-03', cost('0.000000000001')]])).level).toBe('ok')
    expect(judge(of, new Map([['2026-11-03', cost('0.000000000002')]])).level).toBe('soft')
  })

  it('counts the days of its period only, and says what no price is known of', () => {
    const days = new Map([
      ['2026-10-31', cost('50')],
      ['2026-11-01', cost('1')],
      ['2026-11-21', cost('2', { unpricedCalls: 3, unpricedTokens: 900 })],
      ['2026-11-30', cost('4')],
      ['2026-12-01', cost('80')],
    ])
    expect(judge(budget(), days)).toMatchObject({
      spentUsd: '7.000000000000',
      runs: 3,
      isLowerBound: true,
      unpricedCalls: 3,
      unpricedTokens: 900,
    })
    expect(judge(budget({ period: 'day' }), days).spentUsd).toBe('2.000000000000')
    expect(judge(budget({ period: 'week' }), days).spentUsd).toBe('2.000000000000')
  })

  it('says when it will be spent, and that the end may come earlier', () => {
    const standing = judge(budget(), daily('4', 42))
    expect(standing).toMatchObject({ level: 'soft', spentUsd: '84.000000000000' })
    expect(standing.forecast).toMatchObject({
      level: 'over',
      method: 'weekdays',
      historyDays: 41,
      overOn: '2026-11-25',
    })
    expect(standing.marks.map(({ reachedOn, expectedOn }) => reachedOn ?? expectedOn)).toEqual(['2026-11-18', '2026-11-22', '2026-11-25']) // prettier-ignore
  })

  it('learns nothing from days before the first run', () => {
    expect(judge(budget(), daily('4', 4)).forecast).toMatchObject({ method: 'level', historyDays: 3 })
    expect(judge(budget(), new Map()).forecast).toMatchObject({ method: 'none', expectedUsd: '0.000000', level: 'ok' })
  })

  it('ends a day that has 25 hours by what is left of it', () => {
    const of = budget({ period: 'day', timeZone: 'Europe/Berlin' })
    const { todayElapsed, period } = frameOf(of, Date.parse('2026-10-25T10:30Z'))
    expect([period.fromDay, todayElapsed]).toEqual(['2026-10-25', 12.5 / 25])
  })
})

test('days of a period add up to what is spent, and go on as the forecast says', () => {
  const of = budget()
  const frame = frameOf(of, now)
  const figures = new Map([...daily('1.25', 30), ['2026-11-28', cost('0.5')] as const])
  const { standing, forecast } = judgeBudget(of, frame, figures)
  const days = daysOfPeriod(of, frame, figures, forecast)
  expect(days).toHaveLength(30)
  expect(sumUsd(days.map(({ costUsd }) => costUsd))).toBe(standing.spentUsd)
  expect(days.findLast(({ cumulativeUsd }) => cumulativeUsd !== null)).toMatchObject({ day: '2026-11-28', cumulativeUsd: standing.spentUsd }) // prettier-ignore
  expect(days.filter(({ expected }) => expected !== null).map(({ day }) => day)[0]).toBe('2026-11-21')
  expect(days.at(-1)?.expected?.cumulativeUsd).toBe(standing.forecast.expectedUsd)
})

describe('periods before', () => {
  const months = [
    { fromDay: '2026-10-01', toDay: '2026-11-01', fromMs: Date.parse('2026-10-01'), toMs: Date.parse('2026-11-01') },
    { fromDay: '2026-09-01', toDay: '2026-10-01', fromMs: Date.parse('2026-09-01'), toMs: Date.parse('2026-10-01') },
  ]
  const days = new Map([
    ['2026-10-30', cost('95', { partialCalls: 1 })],
    ['2026-09-05', cost('40')],
  ])
  const thresholds = { soft: 70, hard: 90, over: 100 }
  const versions = [
    { amountUsd: '200', thresholds, sinceMs: Date.parse('2026-11-15') },
    { amountUsd: '90', thresholds, sinceMs: Date.parse('2026-10-20') },
  ]
  it('are judged by what held at their end', () => {
    const [october, september] = judgePast(months, versions, days)
    expect(october).toMatchObject({ limitUsd: '90.000000000000', wasThere: true, isKept: false, overOn: '2026-10-30', isLowerBound: true }) // prettier-ignore
    expect(september).toMatchObject({ limitUsd: '90.000000000000', wasThere: false, isKept: true, overOn: null })
  })
})

test('whatever is spent: levels follow thresholds, the forecast is not below, nothing is lost', () => {
  let state = 7
  const below = (limit: number) => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) % limit
  for (let round = 0; round < 300; round += 1) {
    const thresholds = { soft: 1 + below(60), hard: 62 + below(30), over: 93 + below(60) }
    const period = (['day', 'week', 'month'] as const)[below(3)] ?? 'day'
    const of = budget({ period, thresholds, amountUsd: String(1 + below(400)), timeZone: ['UTC', 'Asia/Tokyo', 'America/Lima'][below(3)] ?? 'UTC' }) // prettier-ignore
    const figures = new Map(
      daysFrom('2026-09-20', '2026-11-23').flatMap((day) =>
        below(4) === 0 ? [] : [[day, cost(`${below(20)}.${String(below(1e9)).padStart(12, '0')}`)] as const],
      ),
    )
    const standing = judge(of, figures)
    const inPeriod = [...figures].filter(([day]) => day >= standing.fromDay && day < standing.toDay)
    expect(standing.spentUsd).toBe(formatUsd(inPeriod.reduce((sum, [, day]) => sum + day.cost, 0n)))
    const reached = standing.marks.filter(({ isReached }) => isReached)
    expect(standing.level).toBe(reached.at(-1)?.name ?? 'ok')
    const reachedOn = reached.map((mark) => mark.reachedOn ?? '')
    expect(reachedOn).toEqual(reachedOn.toSorted((a, b) => a.localeCompare(b)))
    const { expectedUsd, lowUsd, highUsd } = standing.forecast
    const order = [Number(standing.spentUsd) - 1e-5, Number(lowUsd), Number(expectedUsd), Number(highUsd)]
    expect(order).toEqual(order.toSorted((a, b) => a - b))
  }
})
