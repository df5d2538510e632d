import { addDays, dayAt, daysFrom, type CalendarDay } from '#lib/time/calendar-day.ts'
import { demoRun, hourWeights, type DemoTraffic } from './demo-day.ts'
import { Rng } from './rng.ts'
import type { FinishedSpan } from './trace-draft.ts'

export type DemoWeeksOptions = {
  seed: number
  /** Days, the one that `endMs` is in included. */
  days: number
  /** Runs of a working day at the end. */
  runs: number
  /** Nothing begins after it, milliseconds since the epoch. */
  endMs: number
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** A run takes less: none reaches into the future. */
const longestRunMs = 10 * 60_000
/** The last ones are Saturday and Sunday. */
const weekdayWeights = [1, 1.06, 1.1, 1.04, 0.92, 0.34, 0.26]
/** Part of the runs that there were when it began: more people come to use it. */
const atFirst = 0.6

/**
 * Spans of several weeks up to a moment, trace by trace in order of time: quiet weekends, slow growth, a team that
 * takes research up two weeks before the end, and a version of the support agent that loops for some hours of a day in
 * the last week. A day's runs depend on the day and the options alone, so that sending some more hours repeats nothing.
 */
export function* demoWeeks(options: DemoWeeksOptions): Generator<FinishedSpan[]> {
  const { endMs, days } = options
  const today = dayAt(endMs, 'UTC')
  const story = storyOf(today)
  for (const day of daysFrom(addDays(today, 1 - days), addDays(today, 1))) yield* demoDate(day, story, options)
}

type Story = { today: CalendarDay; incidentOn: CalendarDay; researchFrom: CalendarDay }

/** The looping version came out on a working day. */
function storyOf(today: CalendarDay): Story {
  const isWorking = (day: CalendarDay) => weekdayOf(day) < 5
  const incidentOn = [4, 5, 6].map((back) => addDays(today, -back)).find(isWorking)
  return { today, incidentOn: incidentOn ?? today, researchFrom: addDays(today, -13) }
}

/** Monday is 0. */
function weekdayOf(day: CalendarDay): number {
  return (new Date(day).getUTCDay() + 6) % 7
}

function* demoDate(day: CalendarDay, story: Story, options: DemoWeeksOptions): Generator<FinishedSpan[]> {
  const { seed, endMs } = options
  const traffic = { hasMuchResearch: day >= story.researchFrom, isIncident: day === story.incidentOn }
  const number = Date.parse(day) / dayMs
  // What happens on a day is part of its seed: a day that is told otherwise has other traces.
  const rng = new Rng(Math.imul(seed * 4 + Number(traffic.hasMuchResearch) * 2 + Number(traffic.isIncident), 1_000_003) + number) // prettier-ignore
  const starts = Array.from({ length: runsOn(day, story, options) }, () => startOn(day, rng)).toSorted((a, b) => a - b)
  for (const startMs of starts) {
    const own = new Rng(Math.floor(rng.next() * 2 ** 32))
    if (startMs <= endMs - longestRunMs) yield demoRun(own, startMs, trafficAt(startMs, traffic))
  }
}

function runsOn(day: CalendarDay, { today }: Story, { runs, days }: DemoWeeksOptions): number {
  const back = (Date.parse(today) - Date.parse(day)) / dayMs
  const growth = 1 - (1 - atFirst) * (back / Math.max(1, days - 1))
  return Math.round(runs * growth * (weekdayWeights[weekdayOf(day)] ?? 1))
}

function startOn(day: CalendarDay, rng: Rng): number {
  for (;;) {
    const hour = rng.int(0, 23)
    if (rng.next() * 14 < (hourWeights[hour] ?? 1)) return Date.parse(day) + hour * hourMs + rng.int(0, hourMs - 1)
  }
}

type DayTraffic = { hasMuchResearch: boolean; isIncident: boolean }

/** It looped from ten until it was taken back at four. */
function trafficAt(startMs: number, { hasMuchResearch, isIncident }: DayTraffic): DemoTraffic {
  const hour = new Date(startMs).getUTCHours()
  return { hasMuchResearch, release: isIncident && hour >= 10 && hour < 16 ? 'third' : 'first' }
}
