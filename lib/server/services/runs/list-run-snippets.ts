import { findSnippets, snippetPlaces } from '#clickhouse/queries/spans/find-snippets.ts'
import { patternAround } from '#clickhouse/queries/spans/search-run.ts'
import { positiveTexts } from '#lib/domain/query/free-text.ts'
import type { RunSnippets, RunSnippetsQuery } from '#lib/domain/run-snippets.ts'
import type { ServiceContext } from '../context.ts'
import { patternFlags, searchPattern } from './search-pattern.ts'

/** The words around what a list was searched for; of each run the first place. */
export async function listRunSnippets(call: { ctx: ServiceContext; input: RunSnippetsQuery }): Promise<RunSnippets> {
  const { ctx, input } = call
  const words = positiveTexts(input.q).map((text) => searchPattern(text, false))
  if (words.length === 0) return { items: [] }
  const { project } = ctx
  const places = await snippetPlaces(ctx.db, { project, runIds: input.runId })
  const pattern = words.join('|')
  const found = await findSnippets(ctx.db, {
    project,
    traceIds: places.flatMap(({ trace_ids }) => trace_ids),
    fromNs: least(places.map(({ from_ns }) => from_ns)),
    toNs: greatest(places.map(({ to_ns }) => to_ns)),
    pattern: patternFlags + pattern,
    around: patternAround(patternFlags, pattern),
  })
  const byTrace = new Map(found.map((row) => [row.trace_id, row]))
  return {
    items: places.flatMap(({ run_id, trace_ids }) => {
      const row = trace_ids.map((id) => byTrace.get(id)).find((each) => each !== undefined)
      return row === undefined ? [] : [{ runId: run_id, before: row.before, found: row.found, after: row.after }]
    }),
  }
}

function least(nanos: readonly string[]): string {
  return nanos.reduce((a, b) => (BigInt(a) < BigInt(b) ? a : b), `${2n ** 62n}`)
}

function greatest(nanos: readonly string[]): string {
  return nanos.reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b), '0')
}
