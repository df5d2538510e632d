import { z } from 'zod'
import type { Scope } from '#lib/domain/access/scope.ts'
import type { TextTerm } from '#lib/domain/query/free-text.ts'
import type { Database } from '../../client.ts'
import { defineProjectQuery } from '../../define-scoped-query.ts'
import type { ResolvedRunFilter } from '../../sql/filters.ts'
import { contentSources, isWholeWord, termsOf, type FoundTerm } from '../../sql/text-search.ts'

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
    const { ids, sessions, params } = contentSources(term, 'qTerm', fromNs)
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

/**
 * The filter with where the rare words of its text are: found once, they need no look into the index again. The index
 * knows no tenants; who sees one only is left to the runs of that tenant.
 */
export async function findTerms(db: Database, scope: Scope, filter: ResolvedRunFilter): Promise<ResolvedRunFilter> {
  if (filter.q === undefined || filter.foundTerms !== undefined || !scope.isWholeProject) return filter
  const found = termsOf(filter.q).map((term) => findTerm(db, scope, term, filter.fromNs))
  return { ...filter, foundTerms: await Promise.all(found) }
}

async function findTerm(
  db: Database,
  scope: Scope,
  term: TextTerm,
  fromNs: string | undefined,
): Promise<FoundTerm | null> {
  if (!isWholeWord(term)) return null
  const rows = await termIds(db, scope, { term, limit: mostIds + 1, ...(fromNs === undefined ? {} : { fromNs }) })
  if (rows.length > mostIds) return null
  const of = (wanted: string) => rows.flatMap(({ source, found_id }) => (source === wanted ? found_id : []))
  return { ids: of('id'), sessions: of('session') }
}

/** Whether some term is in few runs only, so that the runs are better not looked through piece by piece. */
export function isRare({ q, foundTerms }: ResolvedRunFilter): boolean {
  return termsOf(q ?? '').some(({ negated }, index) => !negated && (foundTerms?.[index] ?? null) !== null)
}

/** Whether the index alone knows all terms. */
export function isOfWords({ q }: ResolvedRunFilter): boolean {
  return termsOf(q ?? '').every(isWholeWord)
}
