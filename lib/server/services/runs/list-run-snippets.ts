import { runsById } from '#clickhouse/queries/runs/runs-by-id.ts'
import { findSnippets } from '#clickhouse/queries/spans/find-snippets.ts'
import { patternAround } from '#clickhouse/queries/spans/search-run.ts'
import { RunRef } from '#lib/domain/access/run-ref.ts'
import { isCliDialect } from '#lib/domain/cli-dialect.ts'
import { positiveTexts } from '#lib/domain/query/free-text.ts'
import type { RunSnippets, RunSnippetsQuery } from '#lib/domain/run-snippets.ts'
import type { ServiceContext } from '../context.ts'
import { patternFlags, searchPattern } from './search-pattern.ts'

/** The words around what a list was searched for; of each run the first place. */
export async function listRunSnippets(call: { ctx: ServiceContext; input: RunSnippetsQuery }): Promise<RunSnippets> {
  const { ctx, input } = call
  const words = positiveTexts(input.q).map((text) => searchPattern(text, false))
  if (words.length === 0) return { items: [] }
  const runs = await runsIn(ctx, input.runId)
  const pattern = words.join('|')
  const found = await findSnippets(ctx.db, RunRef.of(ctx.scope, runs), {
    fromNs: least(runs.map(({ fromNs }) => fromNs)),
    toNs: greatest(runs.map(({ toNs }) => toNs)),
    pattern: patternFlags + pattern,
    around: patternAround(patternFlags, pattern),
  })
  const byTrace = new Map(found.map((row) => [row.trace_id, row]))
  return {
    items: runs.flatMap(({ runId, traceIds }) => {
      const row = traceIds.map((id) => byTrace.get(id)).find((each) => each !== undefined)
      return row === undefined ? [] : [{ runId, before: row.before, found: row.found, after: row.after }]
    }),
  }
}

/** Traces of coding CLIs hold spans of other runs too: who sees a part of the project is shown nothing of them. */
async function runsIn({ db, scope }: ServiceContext, runIds: string[]) {
  const rows = await runsById(db, scope, { runIds })
  return rows
    .filter(({ dialects }) => scope.isWholeProject || !dialects.some(isCliDialect))
    .map((row) => ({
      project: scope.project,
      runId: row.run_id,
      tenant: row.tenant || null,
      environment: row.environment || null,
      traceIds: row.trace_ids,
      fromNs: row.from_ns,
      toNs: row.to_ns,
    }))
}

function least(nanos: readonly string[]): string {
  return nanos.reduce((a, b) => (BigInt(a) < BigInt(b) ? a : b), `${2n ** 62n}`)
}

function greatest(nanos: readonly string[]): string {
  return nanos.reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b), '0')
}
