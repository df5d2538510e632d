import type { HistoryEntry } from '#lib/domain/history.ts'
import { formatDay } from '#lib/format/time.ts'

export type HistoryDay = { day: string; entries: readonly HistoryEntry[] }

/** The entries by day, in the order in which they come; `timeZone` undefined is the reader's. */
export function historyDays(entries: readonly HistoryEntry[], nowMs: number, timeZone?: string): HistoryDay[] {
  const byDay = Map.groupBy(entries, ({ at }) => formatDay(Date.parse(at), nowMs, timeZone))
  return [...byDay].map(([day, ofDay]) => ({ day, entries: ofDay }))
}
