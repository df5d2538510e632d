import { z } from 'zod'
import type { Scope } from '#lib/domain/access/scope.ts'
import type { TextTerm } from '#lib/domain/query/free-text.ts'
import type { Database } from '../../client.ts'
import { defineProjectQuery } from '../../define-scoped-query.ts'
import type { ResolvedRunFilter } from '../../sql/filters.ts'
import { inIndexedNames } from '../../sql/run-names.ts'
import type { Fragment } from '../../sql/fragment.ts'
import { inProject } from '../../sql/scope.ts'
import { bucketSince, contentSources, idOf, isWholeWord, termsOf, type FoundTerm } from '../../sql/text-search.ts'
import { findCandidates } from './find-candidates.ts'

/** A word that is in more traces than these is common: looking for it among few runs is then the quicker way. */
const mostIds = 1_000

const termIds = defineProjectQuery({
  name: 'term-ids',
  params: z.object({
    term: z.custom<TextTerm>(),
    fromNs: z.string().optional(),
    limit: z.number(),
  }),
  row: z.object({ source: z.enum(['id', 'session']), found_id: z.string() }),
  sql: ({ term, fromNs, limit }) => {
    const { ids, sessions, params } = contentSources(term, 'qTerm', { fromNs })
    return {
      sql: `
SELECT DISTINCT
  source,
  found_id
FROM (
  SELECT 'id' AS source, found_id FROM (${ids})
  UNION ALL
  SELECT 'session' AS source, found_id FROM (${sessions})
)
LIMIT {limit:UInt32}`,
      params: { ...params, limit },
    }
  },
})

/** Runs with a version that may have a term in its names. */
const namedRuns = defineProjectQuery({
  name: 'named-runs',
  params: z.object({ named: z.custom<Fragment>(), fromNs: z.string().optional(), limit: z.number() }),
  row: z.object({ run_id: z.string() }),
  sql: ({ named, fromNs, limit }) => ({
    sql: `
SELECT DISTINCT run_id
FROM runs
WHERE ${inProject}${bucketSince(fromNs)}
  AND ${named.sql}
LIMIT {limit:UInt32}`,
    params: { ...named.params, ...(fromNs === undefined ? {} : { qFromNs: fromNs }), limit },
  }),
})

/**
 * The filter with where the rare words of its text are: found once, they need no look into the index again, and of
 * the rarest, only the runs that have it are looked at for all others. The index knows no tenants; who sees one only
 * is left to the runs of that tenant.
 */
export async function findTerms(db: Database, scope: Scope, filter: ResolvedRunFilter): Promise<ResolvedRunFilter> {
  const { q, fromNs } = filter
  if (q === undefined || filter.foundTerms !== undefined || !scope.isWholeProject) return filter
  const terms = termsOf(q)
  const places = await Promise.all(terms.map((term) => findTerm(db, scope, term, fromNs)))
  const foundTerms = places.map((place) => place?.content ?? null)
  const [rarest] = places
    .flatMap((place, index) => (place === null || terms[index]?.negated !== false ? [] : [place]))
    .toSorted((a, b) => sizeOf(a) - sizeOf(b))
  if (rarest === undefined) return { ...filter, foundTerms }
  const id = idOf(q)
  const ids = [...rarest.content.ids, ...rarest.named, ...(id === null ? [] : [id])]
  const candidates = await findCandidates(db, scope, { ids, sessions: rarest.content.sessions })
  return { ...filter, foundTerms, ...candidates }
}

type Place = { content: FoundTerm; named: string[] }

function sizeOf({ content, named }: Place): number {
  return content.ids.length + content.sessions.length + named.length
}

/** Null where it is common, or an index cannot tell. */
async function findTerm(db: Database, scope: Scope, term: TextTerm, fromNs: string | undefined): Promise<Place | null> {
  const named = inIndexedNames(term.text, 'qTerm')
  if (named === null || !isWholeWord(term)) return null
  const range = { limit: mostIds + 1, ...(fromNs === undefined ? {} : { fromNs }) }
  const [rows, runs] = await Promise.all([
    termIds(db, scope, { term, ...range }),
    namedRuns(db, scope, { named, ...range }),
  ])
  if (rows.length > mostIds || runs.length > mostIds) return null
  const of = (wanted: string) => rows.flatMap(({ source, found_id }) => (source === wanted ? found_id : []))
  return { content: { ids: of('id'), sessions: of('session') }, named: runs.map(({ run_id }) => run_id) }
}

/** Whether some term is in few runs only, so that the runs are better not looked through piece by piece. */
export function isRare({ q, foundTerms }: ResolvedRunFilter): boolean {
  return termsOf(q ?? '').some(({ negated }, index) => !negated && (foundTerms?.[index] ?? null) !== null)
}

/** Whether the index alone knows all terms. */
export function isOfWords({ q }: ResolvedRunFilter): boolean {
  return termsOf(q ?? '').every(isWholeWord)
}
