import type { ResolvedRunFilter } from '#clickhouse/sql/filters.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { RunFilter, RunFilterQuery } from '#lib/domain/filter.ts'
import { parseFilterValue } from '#lib/domain/query/filter-value.ts'
import { fixedValues, parseQuery } from '#lib/domain/query/parse-query.ts'
import { parseInstant } from '#lib/server/time-range.ts'

/** Reads the query text, makes relative times absolute and refuses values that can match nothing. */
export function resolveFilter(input: RunFilterQuery, nowMs: number): ResolvedRunFilter {
  const { from, to, ...filter } = withQuery(input)
  refuseUnknown(filter, 'endReason')
  refuseUnknown(filter, 'costStatus')
  return {
    ...filter,
    ...(from === undefined ? {} : { fromNs: parseInstant('from', from, nowMs) }),
    ...(to === undefined ? {} : { toNs: parseInstant('to', to, nowMs) }),
  }
}

/** The filter that `query` writes as text, together with the single parameters. */
function withQuery({ query, ...single }: RunFilterQuery): RunFilter {
  if (query === undefined) return single
  const { filter, errors } = parseQuery(query)
  const [error] = errors
  if (error !== undefined)
    throw new AppError(
      'bad_request',
      `\`query\` has a part that is not understood, ${error.token.slice(0, 80)}: ${error.message}`,
    )
  const twice = Object.keys(filter).find((name) => Object.hasOwn(single, name))
  if (twice !== undefined)
    throw new AppError('bad_request', `\`${twice}\` is given in \`query\` and as a parameter of its own: keep one.`)
  return { ...single, ...filter }
}

function refuseUnknown(filter: RunFilter, name: 'endReason' | 'costStatus'): void {
  const allowed = fixedValues(name) ?? []
  const unknown = filter[name]
    ?.map(parseFilterValue)
    .find((each) => each.kind === 'exact' && !allowed.includes(each.value))
  if (unknown?.kind !== 'exact') return
  throw new AppError('bad_request', `\`${name}\` is one of ${allowed.join(', ')}, not "${unknown.value.slice(0, 40)}".`)
}
