import { patternAround, searchLogs, searchSpans, type Hit } from '#clickhouse/queries/spans/search-run.ts'
import { tryPattern } from '#clickhouse/queries/spans/try-pattern.ts'
import { RunRef } from '#lib/domain/access/run-ref.ts'
import { AppError } from '#lib/domain/errors.ts'
import { SearchField, type RunSearch, type RunSearchQuery, type SearchMatch } from '#lib/domain/run-search.ts'
import type { Run } from '#lib/domain/run.ts'
import type { ServiceContext } from '../context.ts'
import { assembleRun } from './assemble-run.ts'
import { RepeatFinder } from './repeat-finder.ts'
import { ownRecords, placeOfRun } from './run-place.ts'
import { patternFlags, searchNeedle, searchPattern } from './search-pattern.ts'

/** Fields that an answer lists. */
const MAX_ITEMS = 500
/** Fields that are looked at before counting is given up. */
const MAX_HITS = 5_000

type Found = SearchMatch & { row: number; isRepeat: boolean }

type SearchRun = {
  ctx: ServiceContext
  run: Run
  input: RunSearchQuery
  /** Leaves out what lies in a trace or session that other runs share and belongs to them. */
  ownOnly?: boolean
}

/** Where in the text of a run something is said. */
export async function searchRun({ ctx, run, input, ownOnly = false }: SearchRun): Promise<RunSearch> {
  const around = patternAround(patternFlags, searchPattern(input.q, input.regex))
  const pattern = patternFlags + searchPattern(input.q, input.regex)
  await checkPattern(ctx, { pattern, around })
  const assembled = await assembleRun({ ctx, run })
  const ref = RunRef.of(ctx.scope, [run])
  const { place, rowOfLog } = placeOfRun(run, assembled)
  const request = { ...place, pattern, around, needle: searchNeedle(input.q, input.regex), limit: MAX_HITS + 1 }
  const [spanHits, logHits] = await Promise.all([
    searchSpans(ctx.db, ref, request),
    searchLogs(ctx.db, ref, request),
  ]).catch(explain)

  const rows = new Map(assembled.nodes.map(({ spanId }, index) => [spanId, index]))
  const repeats = new RepeatFinder(spanHits)
  const found: Found[] = []
  for (const hit of spanHits) {
    const row = rows.get(hit.record_id)
    // Traces of coding CLIs hold spans of other runs too.
    if (row === undefined || repeats.isInInputOrOutput(hit)) continue
    found.push({ ...matchOf(hit), spanId: hit.record_id, logId: null, row, isRepeat: repeats.isRepeat(hit) })
  }
  const isOwn = ownOnly || !ctx.scope.isWholeProject ? ownRecords(assembled) : () => true
  for (const hit of logHits.filter(isOwn)) {
    const spanId = rowOfLog.get(hit.record_id) ?? null
    const row = (spanId === null ? undefined : rows.get(spanId)) ?? rows.size
    found.push({ ...matchOf(hit), spanId, logId: hit.record_id, row, isRepeat: false })
  }
  const kept = found
    .filter(({ isRepeat }) => input.repeats || !isRepeat)
    .toSorted((left, right) => left.row - right.row)
  return {
    runId: run.runId,
    version: run.version,
    items: kept.slice(0, MAX_ITEMS).map(({ row: _row, isRepeat: _isRepeat, ...match }) => match),
    totalCount: kept.length,
    isTotalExact: spanHits.length <= MAX_HITS && logHits.length <= MAX_HITS,
    repeatCount: found.length - kept.length,
  }
}

function matchOf(hit: Hit): Omit<SearchMatch, 'spanId' | 'logId'> {
  const { name, before, found, after, matches } = hit
  return { field: SearchField.parse(hit.field), name, before, found, after, count: matches }
}

/** ClickHouse: TIMEOUT_EXCEEDED, TOO_SLOW. */
const tooSlow: ReadonlySet<unknown> = new Set(['159', '160'])

function explain(error: unknown): never {
  const cause = error instanceof AppError ? error.cause : null
  if (!(cause instanceof Error) || !('code' in cause) || !tooSlow.has(cause.code)) throw error
  throw new AppError('unavailable', 'The search took too long and was stopped. Try a longer or rarer text.', {
    cause: error,
  })
}

/** ClickHouse: CANNOT_COMPILE_REGEXP. */
const notCompiled = '427'

async function checkPattern(ctx: ServiceContext, patterns: { pattern: string; around: string }): Promise<void> {
  try {
    const [tried] = await tryPattern(ctx.db, patterns)
    if (tried?.matches_nothing === 0) return
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== notCompiled) throw error
    const reason = /, error: (.+?): /.exec(error.message)?.[1] ?? 'it cannot be read'
    throw new AppError('bad_request', `The regular expression is not valid: ${reason}. The syntax is RE2's.`, {
      cause: error,
    })
  }
  throw new AppError('bad_request', 'The regular expression matches empty text, so it would match everywhere.')
}
