import { hash } from 'node:crypto'
import { z } from 'zod'
import type { ScoreFacts } from '#lib/domain/span.ts'
import { nanos, nullableFloat64, text, type InsertTable } from './columns.ts'
import { receiptColumns, type Receipt } from './receipt.ts'

/** A score to insert. */
export type ScoreInsert = Receipt & { facts: ScoreFacts }

/** Columns of `scores` that read as they were written. */
const plainColumns = {
  project: z.string(),
  /** Hash of everything the score says: a record that is sent twice gives one id. */
  score_id: z.string(),
  trace_id: z.string(),
  span_id: z.string(),
  response_id: z.string(),
  session_id: z.string(),
  name: z.string(),
  value: z.number().nullable(),
  label: z.string(),
  explanation: z.string(),
  source: z.enum(['human', 'llm', 'code', '']),
}

/** A row of `scores` as `scoreColumns` reads it. */
export const ScoreRow = z.object({ ...plainColumns, time_ns: z.string() })
export type ScoreRow = z.infer<typeof ScoreRow>

/** The SELECT list of a ScoreRow. */
export const scoreColumns = [
  ...Object.keys(plainColumns),
  'toString(toUnixTimestamp64Nano(scored_at)) AS time_ns',
].join(',\n  ')

export const scoresTable: InsertTable<ScoreInsert> = {
  name: 'scores',
  columns: [
    text('project', ({ facts }) => facts.project),
    text('score_id', ({ facts }) => scoreId(facts)),
    text('trace_id', ({ facts }) => facts.traceId),
    text('span_id', ({ facts }) => facts.spanId),
    text('response_id', ({ facts }) => facts.responseId),
    text('session_id', ({ facts }) => facts.session),
    text('name', ({ facts }) => facts.name),
    nullableFloat64('value', ({ facts }) => facts.value),
    text('label', ({ facts }) => facts.label),
    text('explanation', ({ facts }) => facts.explanation),
    text('source', ({ facts }) => facts.source),
    nanos('scored_at', ({ facts }) => facts.timeNs),
    ...receiptColumns(({ facts }: ScoreInsert) => facts.timeNs),
  ],
}

/** The facts that an insert stored. */
export function scoreFactsOf(row: ScoreRow): ScoreFacts {
  return {
    project: row.project,
    traceId: row.trace_id,
    spanId: row.span_id,
    responseId: row.response_id,
    session: row.session_id,
    name: row.name,
    value: row.value,
    label: row.label,
    explanation: row.explanation,
    source: row.source,
    timeNs: BigInt(row.time_ns),
  }
}

function scoreId(facts: ScoreFacts): string {
  const { project, traceId, spanId, responseId, session, name, value, label, explanation, source, timeNs } = facts
  const content = [project, traceId, spanId, responseId, session, name, value, label, explanation, source, `${timeNs}`]
  return hash('sha256', JSON.stringify(content), 'hex').slice(0, 32)
}
