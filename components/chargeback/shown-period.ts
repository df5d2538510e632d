import { dateFormat } from '#lib/format/date-format.ts'
import { addDays, dayAt, startOfDay, type CalendarDay } from '#lib/time/calendar-day.ts'
import { periodOf } from '#lib/time/calendar-period.ts'

type Bounds = { from: string; to: string; timeZone: string }

/** A statement's period as people call it, and the months beside it. */
export type ShownPeriod = {
  label: string
  /** `2026-11` where it is exactly that month of the zone. */
  month: string | null
  /** The month before its beginning, and the one after its end; null for one that has not begun. */
  previousMonth: string
  nextMonth: string | null
  firstDay: CalendarDay
  lastDay: CalendarDay
  isOver: boolean
}

const monthName = { month: 'long', year: 'numeric', timeZone: 'UTC' } as const
const dayName = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const
const moment = { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' } as const

export function shownPeriod({ from, to, timeZone }: Bounds, nowMs: number): ShownPeriod {
  const [fromMs, toMs] = [Date.parse(from), Date.parse(to)]
  const [firstDay, lastDay] = [dayAt(fromMs, timeZone), dayAt(toMs - 1, timeZone)]
  const whole = periodOf('month', firstDay, timeZone)
  const isMonth = whole.fromMs === fromMs && whole.toMs === toMs
  const isDays = startOfDay(firstDay, timeZone) === fromMs && startOfDay(addDays(lastDay, 1), timeZone) === toMs
  const next = addMonths(lastDay, 1)
  return {
    label: isMonth ? monthText(firstDay) : isDays ? daysText(firstDay, lastDay) : `${momentText(fromMs, timeZone)} – ${momentText(toMs, timeZone)}`, // prettier-ignore
    month: isMonth ? firstDay.slice(0, 7) : null,
    previousMonth: addMonths(firstDay, -1),
    nextMonth: next > dayAt(nowMs, timeZone).slice(0, 7) ? null : next,
    firstDay,
    lastDay,
    isOver: toMs <= nowMs,
  }
}

/** The newest months of a zone, this one first. */
export function recentMonths(nowMs: number, timeZone: string, count: number): { month: string; label: string }[] {
  const today = dayAt(nowMs, timeZone)
  return Array.from({ length: count }, (_, back) => {
    const month = addMonths(today, -back)
    return { month, label: monthText(`${month}-01`) }
  })
}

/** What a form asks for: both days are in the range. Null where it is none. */
export function chosenDays(first: string, last: string): { from: string; to: string } | null {
  if (!isDay(first) || !isDay(last) || last < first) return null
  return { from: first, to: addDays(last, 1) }
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))
}

function addMonths(day: CalendarDay, count: number): string {
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`
}

function monthText(day: CalendarDay): string {
  return dateFormat(monthName).format(Date.parse(day))
}

function daysText(first: CalendarDay, last: CalendarDay): string {
  const name = (day: CalendarDay) => dateFormat(dayName).format(Date.parse(day))
  return first === last ? name(first) : `${name(first)} – ${name(last)}`
}

function momentText(ms: number, timeZone: string): string {
  return dateFormat(moment, timeZone).format(ms)
}
