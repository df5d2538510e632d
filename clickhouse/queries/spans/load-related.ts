import type { Database } from '../../client.ts'
import { logFactsOf } from '../../tables/log-records.ts'
import { scoreFactsOf } from '../../tables/scores.ts'
import { spanFactsOf, type SpanRow } from '../../tables/spans.ts'
import { cliDialects, isCliDialect } from '#lib/domain/cli-dialect.ts'
import type { CallFacts, LogFacts, ScoreFacts, SpanFacts } from '#lib/domain/span.ts'
import {
  companionsOfTraces,
  logsOfSessions,
  logsOfTraces,
  scoresOfTraces,
  spanVersionsOfTraces,
  tracesOfSessions,
} from './records-of-traces.ts'

export type RelatedRecords = { spans: SpanFacts[]; logs: LogFacts[]; scores: ScoreFacts[] }
/** Where to begin: traces, and sessions of coding CLIs. */
export type RelatedSeeds = { traceIds: readonly string[]; sessions: readonly string[] }

/** Each round goes from sessions to traces to sessions; real telemetry needs two. */
const maxRounds = 12

/**
 * Everything that is assembled together with the seeds: whole traces, and for coding CLIs whole
 * sessions with every trace that they touch, until nothing new turns up.
 */
export async function loadRelated(db: Database, project: string, seeds: RelatedSeeds): Promise<RelatedRecords> {
  const spans: SpanFacts[] = []
  const logs = new Map<string, LogFacts>()
  const scored: string[] = []
  const traces = new Frontier(seeds.traceIds)
  const sessions = new Frontier(seeds.sessions)

  for (let round = 0; round < maxRounds && (traces.hasNew || sessions.hasNew); round += 1) {
    const newSessions = sessions.takeNew()
    if (newSessions.length > 0) {
      const scope = { project, sessions: newSessions, dialects: [...cliDialects] }
      const [traceRows, found] = await Promise.all([tracesOfSessions(db, scope), logsOfSessions(db, scope, logFactsOf)])
      traces.add(traceRows.map(({ trace_id }) => trace_id))
      addLogs(logs, found)
    }
    traces.add([...logs.values()].map(({ traceId }) => traceId))
    const newTraces = traces.takeNew()
    if (newTraces.length > 0) {
      const scope = { project, traceIds: newTraces }
      const [versions, companions] = await Promise.all([
        spanVersionsOfTraces(db, scope, spanVersionOf),
        companionsOfTraces(db, scope),
      ])
      for (const span of newestOf(versions)) spans.push(span)
      const tracesWith = (wanted: string): string[] =>
        companions.flatMap(({ source, trace_id }) => (source === wanted ? trace_id : []))
      scored.push(...tracesWith('score'))
      addLogs(logs, await ofAny(tracesWith('log'), (traceIds) => logsOfTraces(db, { project, traceIds }, logFactsOf)))
    }
    sessions.add([...cliSessions(spans), ...cliSessions(logs.values())])
  }
  const scores = await ofAny(scored, (traceIds) => scoresOfTraces(db, { project, traceIds }))
  return { spans, logs: [...logs.values()], scores: scores.map(scoreFactsOf) }
}

type SpanVersion = { facts: SpanFacts; version: number }

function spanVersionOf(row: SpanRow & { row_version: number }): SpanVersion {
  return { facts: spanFactsOf(row), version: row.row_version }
}

/** Each span once: its newest version. */
function newestOf(versions: readonly SpanVersion[]): SpanFacts[] {
  const newest = new Map<string, SpanVersion>()
  for (const each of versions) {
    const key = `${each.facts.traceId} ${each.facts.spanId}`
    const known = newest.get(key)
    if (known === undefined || known.version < each.version) newest.set(key, each)
  }
  return Array.from(newest.values(), ({ facts }) => facts)
}

async function ofAny<Row>(traceIds: string[], load: (traceIds: string[]) => Promise<Row[]>): Promise<Row[]> {
  return traceIds.length === 0 ? [] : load(traceIds)
}

function addLogs(logs: Map<string, LogFacts>, found: readonly LogFacts[]): void {
  for (const log of found) logs.set(log.logId, log)
}

function* cliSessions(records: Iterable<CallFacts>): Generator<string> {
  for (const { dialect, identity } of records) if (isCliDialect(dialect)) yield identity.session
}

/** Ids found so far, and those among them that were not looked up yet. '' is no id. */
class Frontier {
  private readonly found: Set<string>
  private fresh: string[]

  constructor(ids: readonly string[]) {
    this.found = new Set(ids.filter((id) => id !== ''))
    this.fresh = [...this.found]
  }

  get hasNew(): boolean {
    return this.fresh.length > 0
  }

  add(ids: readonly string[]): void {
    for (const id of ids) {
      if (id === '' || this.found.has(id)) continue
      this.found.add(id)
      this.fresh.push(id)
    }
  }

  takeNew(): string[] {
    const taken = this.fresh
    this.fresh = []
    return taken
  }
}
