import { AppError } from '#lib/domain/errors.ts'
import { addDays, dayAt, daysFrom, startOfDay, type CalendarDay } from '#lib/time/calendar-day.ts'
import { periodAt, periodOf, type CalendarPeriod } from '#lib/time/calendar-period.ts'
import { isTimeZone } from '#lib/time/time-zone.ts'

/** How a period is asked for: by name, or by both ends. */
export type AskedPeriod = { period?: string | undefined; from?: string | undefined; to?: string | undefined }

/** What a statement is of. Runs belong to it by when they began; moments are milliseconds since the epoch. */
export type StatementPeriod = {
  /** `2026-11` for a month of the zone, else both ends. */
  statementId: string
  fromMs: number
  /** The first moment after it. */
  toMs: number
  /** Of the period before, which ends where this one begins: the month before a month, as many days before days. */
  previousFromMs: number
  timeZone: string
}

/** The one place that says where a statement begins and ends. Throws `bad_request` for what is no period. */
export function statementPeriod(asked: AskedPeriod, timeZone: string, nowMs: number): StatementPeriod {
  if (!isTimeZone(timeZone)) throw refused(`There is no time zone "${timeZone}": name one such as Europe/Berlin.`)
  const { period, from, to } = asked
  if (from === undefined && to === undefined) return ofMonth(monthOf(period ?? 'this-month', timeZone, nowMs), timeZone)
  if (period !== undefined) throw refused('Name a `period`, or `from` and `to`, not both.')
  if (from === undefined || to === undefined) throw refused('A range needs both `from` and `to`.')
  return ofRange(momentOf('from', from, timeZone), momentOf('to', to, timeZone), timeZone)
}

const monthPattern = /^(19[7-9]\d|20\d\d)-(0[1-9]|1[0-2])$/
const dayPattern = /^\d{4}-\d{2}-\d{2}$/
const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/
const [earliestMs, latestMs] = [Date.parse('1970-02-01'), Date.parse('2100-01-01')]

function monthOf(name: string, timeZone: string, nowMs: number): CalendarPeriod {
  const present = periodAt('month', nowMs, timeZone)
  if (name === 'this-month') return present
  if (name === 'last-month') return periodOf('month', addDays(present.fromDay, -1), timeZone)
  if (!monthPattern.test(name)) throw refused(`"${name}" is no period: say 2026-11, this-month or last-month.`)
  return periodOf('month', `${name}-01`, timeZone)
}

function ofMonth({ fromDay, fromMs, toMs }: CalendarPeriod, timeZone: string): StatementPeriod {
  const before = periodOf('month', addDays(fromDay, -1), timeZone)
  return { statementId: fromDay.slice(0, 7), fromMs, toMs, previousFromMs: before.fromMs, timeZone }
}

/** A day is its begin in the zone. */
function momentOf(name: string, text: string, timeZone: string): number {
  const isDay = dayPattern.test(text)
  const given = isDay || instantPattern.test(text) ? Date.parse(text) : Number.NaN
  // A day that no month has is a day of the next month to some readers.
  if (Number.isNaN(given) || (isDay && new Date(given).toISOString().slice(0, 10) !== text))
    throw refused(`\`${name}\` is no day such as 2026-11-01 and no instant such as 2026-11-01T00:00:00Z.`)
  if (given < earliestMs || given > latestMs) throw refused(`\`${name}\` has to lie between 1970 and 2100.`)
  return isDay ? startOfDay(text, timeZone) : given
}

function ofRange(fromMs: number, toMs: number, timeZone: string): StatementPeriod {
  if (fromMs >= toMs) throw refused('`to` has to be after `from`: it is the first moment after the period.')
  const [fromDay, toDay] = [wholeDay(fromMs, timeZone), wholeDay(toMs, timeZone)]
  if (fromDay === null || toDay === null) {
    const statementId = [fromMs, toMs].map(compactInstant).join('_')
    return { statementId, fromMs, toMs, previousFromMs: fromMs - (toMs - fromMs), timeZone }
  }
  const month = periodOf('month', fromDay, timeZone)
  if (month.fromMs === fromMs && month.toMs === toMs) return ofMonth(month, timeZone)
  const previousFromMs = startOfDay(addDays(fromDay, -daysFrom(fromDay, toDay).length), timeZone)
  return { statementId: `${fromDay}_${toDay}`, fromMs, toMs, previousFromMs, timeZone }
}

/** The day that begins at the moment; null where none does. */
function wholeDay(ms: number, timeZone: string): CalendarDay | null {
  const day = dayAt(ms, timeZone)
  return startOfDay(day, timeZone) === ms ? day : null
}

function compactInstant(ms: number): string {
  return new Date(ms).toISOString().replaceAll(/[-:]/g, '')
}

function refused(message: string): AppError {
  return new AppError('bad_request', message)
}
