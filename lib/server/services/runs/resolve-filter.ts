import type { ResolvedRunFilter } from '#clickhouse/sql/filters.ts'
import { endReasons, type RunFilter } from '#lib/domain/filter.ts'
import { AppError } from '#lib/domain/errors.ts'
import { parseInstant } from '#lib/server/time-range.ts'

/** Makes relative times absolute and refuses values that can match nothing. */
export function resolveFilter({ from, to, ...filter }: RunFilter, nowMs: number): ResolvedRunFilter {
  const unknown = filter.endReason?.find((value) => !endReasons.includes(value.replace(/^!/, '')) && value !== '-')
  if (unknown !== undefined) {
    throw new AppError(
      'bad_request',
      `\`endReason\` is one of ${endReasons.join(', ')}, not "${unknown.slice(0, 40)}".`,
    )
  }
  return {
    ...filter,
    ...(from === undefined ? {} : { fromNs: parseInstant('from', from, nowMs) }),
    ...(to === undefined ? {} : { toNs: parseInstant('to', to, nowMs) }),
  }
}
