import { z } from 'zod'
import { defineQuery } from '../../define-query.ts'
import { flagConditions, otherFilters, type ResolvedRunFilter } from '../../sql/filters.ts'
import { allOf, type Fragment } from '../../sql/fragment.ts'
import { listCondition, listFilterColumns, ListField } from '../../sql/list-filter.ts'

export const FacetField = z.enum([...ListField.options, 'hasError', 'hasLoop', 'hasWarning'])
export type FacetField = z.infer<typeof FacetField>

export const RunFacetRow = z.object({
  field: FacetField,
  value: z.string(),
  run_count: z.number(),
  value_count: z.number(),
})
export type RunFacetRow = z.infer<typeof RunFacetRow>

type Flag = keyof typeof flagConditions
const isFlag = (field: FacetField): field is Flag => Object.hasOwn(flagConditions, field)

/**
 * The most frequent values of several filters in one statement, '' is unknown, with the number of runs that
 * have them. A field's own filter is left out of its own counts, or only chosen values would be offered.
 * `exact: false` reads rows as they are stored: replaced versions count along, which merging them would cost.
 */
export const runFacets = defineQuery({
  name: 'run-facets',
  params: z.object({
    project: z.string(),
    fields: z.array(FacetField),
    filter: z.custom<ResolvedRunFilter>(),
    exact: z.boolean(),
    /** Only values that contain this text, in any case; '' is all. */
    contains: z.string(),
    limit: z.number(),
  }),
  row: RunFacetRow,
  sql: ({ project, fields, filter, exact, contains, limit }) => {
    const active = ListField.options.flatMap((field) => {
      const condition = listCondition(field, filter[field] ?? [])
      return condition.sql === '' ? [] : [{ field, condition }]
    })
    const source = { exact, active, common: otherFilters(filter) }
    const plain = fields.filter((field) => isFlag(field) || listFilterColumns[field].shape === 'text')
    const arrays = ListField.options.filter(
      (field) => fields.includes(field) && listFilterColumns[field].shape === 'array',
    )
    const parts = [
      ...(plain.length === 0 ? [] : [groupingSets(plain, source)]),
      ...(exact && arrays.length > 1
        ? [unfoldedTogether(arrays, source)]
        : arrays.map((field) => unfolded(field, source))),
    ]
    return {
      sql: `
SELECT
  field,
  value,
  run_count,
  value_count
FROM (
  SELECT
    field,
    value,
    run_count,
    count() OVER (PARTITION BY field) AS value_count
  FROM (${parts.join('\nUNION ALL\n')})
  WHERE run_count > 0
    AND ({contains:String} = '' OR positionCaseInsensitiveUTF8(value, {contains:String}) > 0)
)
ORDER BY field, run_count DESC, value
LIMIT {limit:UInt32} BY field`,
      params: {
        ...source.common.params,
        ...Object.assign({}, ...active.map(({ condition }) => condition.params)),
        project,
        contains,
        limit,
      },
    }
  },
})

type Source = { exact: boolean; active: { field: ListField; condition: Fragment }[]; common: Fragment }

function fromWhere({ exact, active, common }: Source): string {
  // A row that two filters refuse is in no count.
  const nearly =
    active.length === 0
      ? '1'
      : `(${active.map(({ condition }) => `(${condition.sql})`).join(' + ')}) >= ${active.length - 1}`
  return `
  FROM runs${exact ? ' FINAL' : ''}
  WHERE project = {project:String}
    AND is_deleted = 0
    AND ${common.sql}
    AND ${nearly}`
}

/** Runs that the filters of all other fields let through. */
function countFor(field: FacetField, { active }: Source): string {
  const others = active.filter((each) => each.field !== field).map(({ condition }) => condition)
  return others.length === 0 ? 'count()' : `countIf(${allOf(others).sql})`
}

/** One scan counts every text column; grouping() tells which of them a row is about. */
function groupingSets(fields: readonly FacetField[], source: Source): string {
  const keys = fields.map((field, index) => ({ field, key: `key_${index}`, count: countFor(field, source) }))
  const choose = (pick: (key: (typeof keys)[number]) => string) =>
    `multiIf(${keys.map((key) => `grouping(${key.key}) = 0, ${pick(key)}`).join(', ')}, ${keys.slice(-1).map(pick).join('')})`
  return `
SELECT field, value, run_count
FROM (
  SELECT
    ${keys.map(({ field, key }) => `${keyOf(field)} AS ${key}`).join(',\n    ')},
    ${choose(({ field }) => `'${field}'`)} AS field,
    ${choose(({ key }) => `toString(${key})`)} AS value,
    ${choose(({ count }) => count)} AS run_count${fromWhere(source)}
  GROUP BY GROUPING SETS (${keys.map(({ key }) => `(${key})`).join(', ')})
)`
}

function keyOf(field: FacetField): string {
  return isFlag(field)
    ? `toLowCardinality(if(${flagConditions[field]}, 'true', 'false'))`
    : listFilterColumns[field].column
}

/** A run counts once for each of its values, and for '' without any. */
function unfolded(field: ListField, source: Source): string {
  return `
SELECT field, value, run_count
FROM (
  SELECT
    arrayJoin(emptyArrayToSingle(arrayDistinct(${listFilterColumns[field].column}))) AS item,
    '${field}' AS field,
    toString(item) AS value,
    ${countFor(field, source)} AS run_count${fromWhere(source)}
  GROUP BY item
)`
}

/** Where rows are merged first, one scan for all is the quicker way. */
function unfoldedTogether(fields: readonly ListField[], source: Source): string {
  const pairs = fields.map(
    (field) =>
      `arrayMap(item -> ('${field}', toString(item)), emptyArrayToSingle(arrayDistinct(${listFilterColumns[field].column})))`,
  )
  const count = fields.map((field) => `pair.1 = '${field}', ${countFor(field, source)}`).join(', ')
  return `
SELECT field, value, run_count
FROM (
  SELECT
    arrayJoin(arrayConcat(${pairs.join(', ')})) AS pair,
    pair.1 AS field,
    pair.2 AS value,
    multiIf(${count}, 0) AS run_count${fromWhere(source)}
  GROUP BY pair
)`
}
