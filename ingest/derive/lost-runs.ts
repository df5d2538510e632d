import type { Database } from '#clickhouse/client.ts'
import { groupsOfHour } from '#clickhouse/queries/changes/groups-of-hour.ts'
import { logHours, spanHours } from '#clickhouse/queries/changes/stored-raw.ts'
import { setAsideParts, type SetAsidePart } from '#clickhouse/queries/damage/set-aside-parts.ts'
import { readLostRuns, saveLostRuns, type LostRunsState } from '#clickhouse/tables/lost-runs.ts'
import { cliDialects } from '#lib/domain/cli-dialect.ts'
import type { Log } from '#lib/server/log.ts'
import type { Seed } from './group-queue.ts'
import type { Shard } from './shard.ts'

type Hour = { project: string; hourMs: number }
type Work = { part: SetAsidePart; range: HourRange; hours: Hour[]; given: Seed[] }
/** Whole hours, milliseconds since the epoch; `toMs` inclusive. */
export type HourRange = { fromMs: number; toMs: number }

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/**
 * Derives again what a part of `runs` held that is set aside: all groups with records in the hours that its runs began
 * in, an hour of a project at a time, from where it stood when the process ended.
 */
export class LostRuns {
  private readonly db: Database
  private readonly shard: Shard
  private readonly log: Log
  private work: Work | null = null

  constructor(db: Database, shard: Shard, log: Log) {
    this.db = db
    this.shard = shard
    this.log = log
  }

  /** The next groups, and whether there is more to come; none while `isWaiting` for one that was given. */
  async next(nowMs: number, isWaiting: (seed: Seed) => boolean): Promise<{ seeds: Seed[]; isBusy: boolean }> {
    this.work ??= await this.begin(nowMs)
    const { work } = this
    if (work === null) return { seeds: [], isBusy: false }
    if (work.given.some(isWaiting)) return { seeds: [], isBusy: true }
    if (work.given.length > 0) await this.finishHour(work, nowMs)
    const [hour] = work.hours
    if (hour === undefined) await this.end(work, nowMs)
    else work.given = await this.groupsOf(hour, work.range)
    if (work.given.length === 0) work.hours.shift()
    return { seeds: work.given, isBusy: true }
  }

  private async finishHour(work: Work, nowMs: number): Promise<void> {
    const [hour] = work.hours
    if (hour !== undefined) await this.save(work, { ...hour, isDone: false }, nowMs)
    work.hours.shift()
    work.given = []
  }

  private async begin(nowMs: number): Promise<Work | null> {
    for (const part of await setAsideParts(this.db)) {
      if (part.table !== 'runs') continue
      const state = await readLostRuns(this.db, this.shard, part)
      if (state?.isDone === true) continue
      const range = hoursOf(part, nowMs)
      const hours = (await this.hoursWithin(range)).filter((hour) => state === null || isAfter(hour, state))
      this.log.warn(
        { part: part.name, rows: part.rows, hours: hours.length },
        'runs of a damaged part are derived again',
      )
      return { part, range, hours, given: [] }
    }
    return null
  }

  private async end(work: Work, nowMs: number): Promise<void> {
    await this.save(work, { hourMs: work.range.toMs + dayMs, project: '', isDone: true }, nowMs + 1)
    this.log.warn({ part: work.part.name }, 'the runs of the damaged part are there again')
    this.work = null
  }

  private save({ part }: Work, state: LostRunsState, nowMs: number): Promise<void> {
    return saveLostRuns(this.db, this.shard, part, state, nowMs)
  }

  private async hoursWithin({ fromMs, toMs }: HourRange): Promise<Hour[]> {
    const range = { fromMs: Math.max(0, fromMs - dayMs), toMs: toMs + dayMs, project: '' }
    const rows = [...(await spanHours(this.db, range)), ...(await logHours(this.db, range))]
    const hours = new Map(rows.map(({ project, hour_ms }) => [`${hour_ms} ${project}`, { project, hourMs: hour_ms }]))
    return [...hours.values()].toSorted((a, b) => (isAfter(a, b) ? 1 : -1))
  }

  /** A run of traces begins in an hour of theirs; turns of coding CLIs lie within a day of their records. */
  private async groupsOf({ project, hourMs: hour }: Hour, { fromMs, toMs }: HourRange): Promise<Seed[]> {
    const isWithin = hour >= fromMs && hour <= toMs
    const rows = await groupsOfHour(this.db, { project, hourMs: hour, cliDialects: [...cliDialects] })
    return rows
      .map((row) => ({ project, traceId: row.group_trace, dialect: row.group_dialect, session: row.group_session }))
      .filter(({ traceId, session }) => session !== '' || (traceId !== '' && isWithin))
  }
}

function isAfter(a: Hour, b: Hour): boolean {
  return a.hourMs === b.hourMs ? a.project > b.project : a.hourMs > b.hourMs
}

/** What the part says of itself; else the month of its partition, else all time. */
export function hoursOf({ range, partition }: Pick<SetAsidePart, 'range' | 'partition'>, nowMs: number): HourRange {
  if (range !== null) return { fromMs: range.fromSeconds * 1_000, toMs: range.toSeconds * 1_000 }
  const [, year, month] = /^(\d{4})(\d{2})$/.exec(partition) ?? []
  if (year === undefined || month === undefined) return { fromMs: 0, toMs: nowMs }
  return { fromMs: Date.UTC(Number(year), Number(month) - 1), toMs: Date.UTC(Number(year), Number(month)) - hourMs }
}
