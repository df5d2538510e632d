import { z } from 'zod'
import { defineScopedQuery } from '../../define-scoped-query.ts'
import { flagConditions, otherFilters, type ResolvedRunFilter } from '../../sql/filters.ts'
import { allOf } from '../../sql/fragment.ts'
import { listCondition, listFilterColumns, ListField } from '../../sql/list-filter.ts'
import { inScope } from '../../sql/scope.ts'

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

/** Texts that nearly every run has of its own: grouped with others in one scan they make all of its keys long. */
const withoutDictionary: ReadonlySet<ListField> = new Set(['user', 'session'])

/**
 * The most frequent values of several filters in one statement, '' is unknown, with the number of runs that
 * have them. A field's own filter is left out of its own counts, or only chosen values would be offered.
 * `exact: false` reads rows as they are stored: replaced versions count along, which merging them would cost.
 */
export const runFacets = defineScopedQuery({
  name: 'run-facets',
  params: z.object({
    fields: z.array(FacetField),
    filter: z.custom<ResolvedRunFilter>(),
    exact: z.boolean(),
    /** Whether to find the runs costs more than to count them. */
    few: z.boolean(),
    /** Only values that contain this text, in any case; '' is all. */
    contains: z.string(),
    limit: z.number(),
  }),
  row: RunFacetRow,
  sql: ({ fields, filter, exact, few, contains, limit }) => {
    const common = otherFilters(filter)
    const active = ListField.options.flatMap((field) => {
      const condition = listCondition(field, filter[field] ?? [])
      return condition.sql === '' ? [] : [{ field, condition }]
    })
    const isActive = (field: FacetField) => active.some((each) => each.field === field)
    const conditionsBut = (field: FacetField | null) =>
      allOf([common, ...active.filter((each) => each.field !== field).map(({ condition }) => condition)])
    const unfiltered = fields.filter((field) => !isActive(field))
    const parts = [
      ...countsOf(unfiltered, { exact, few, where: conditionsBut(null).sql }),
      ...fields.filter(isActive).flatMap((field) => countsOf([field], { exact, few, where: conditionsBut(field).sql })),
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
        ...conditionsBut(null).params,
        contains,
        limit,
      },
    }
  },
})

type Source = { exact: boolean; few: boolean; where: string }

function fromWhere({ exact, where }: Source): string {
  return `
  FROM runs${exact ? ' FINAL' : ''}
  WHERE ${inScope}
    AND is_deleted = 0
    AND ${where}`
}

/** Statements that together count the values of these fields over the same runs. */
function countsOf(fields: readonly FacetField[], source: Source): string[] {
  const flags = fields.filter(isFlag)
  const columns = ListField.options.filter((field) => fields.includes(field))
  const texts = columns.filter((field) => listFilterColumns[field].shape === 'text')
  const arrays = columns.filter((field) => listFilterColumns[field].shape !== 'text')
  return [
    ...(flags.length === 0 ? [] : [counted(flags.flatMap(bothValues), source)]),
    ...(source.exact || source.few ? inFewScans(texts, arrays, source) : inCheapScans(texts, arrays, source)),
  ]
}

/** The quicker way where rows are merged first, or a filter leaves few of them: each scan does it again. */
function inFewScans(texts: readonly ListField[], arrays: readonly ListField[], source: Source): string[] {
  return [
    ...(texts.length === 0 ? [] : [groupingSets(texts, source)]),
    ...(arrays.length === 0 ? [] : [unfoldedTogether(arrays, source)]),
  ]
}

/** Where nearly all rows are counted, each kind of column is in the way that is cheapest for it. */
function inCheapScans(texts: readonly ListField[], arrays: readonly ListField[], source: Source): string[] {
  const short = texts.filter((field) => !withoutDictionary.has(field))
  const withoutAny = arrays.filter((field) => listFilterColumns[field].shape === 'array')
  const long = texts.filter((field) => withoutDictionary.has(field))
  return [
    ...(short.length === 0 ? [] : [groupingSets(short, source)]),
    ...long.map((field) => groupingSets([field], source)),
    ...arrays.map((field) => unfolded(field, source)),
    ...(withoutAny.length === 0 ? [] : [counted(withoutAny.map(noValue), source)]),
  ]
}

/** One scan counts every text column; grouping() tells which of them a row is about. */
function groupingSets(fields: readonly ListField[], source: Source): string {
  const keys = fields.map((field, index) => ({ field, key: `key_${index}` }))
  const choose = (pick: (key: (typeof keys)[number]) => string) =>
    `multiIf(${keys.map((key) => `grouping(${key.key}) = 0, ${pick(key)}`).join(', ')}, ${keys.slice(-1).map(pick).join('')})`
  return `
SELECT field, value, run_count
FROM (
  SELECT
    ${keys.map(({ field, key }) => `${listFilterColumns[field].column} AS ${key}`).join(',\n    ')},
    ${choose(({ field }) => `'${field}'`)} AS field,
    ${choose(({ key }) => `toString(${key})`)} AS value,
    count() AS run_count${fromWhere(source)}
  GROUP BY GROUPING SETS (${keys.map(({ key }) => `(${key})`).join(', ')})
)`
}

/** A run counts once for each of its values; only shares hold one twice. */
function unfolded(field: ListField, source: Source): string {
  const { column, shape } = listFilterColumns[field]
  return `
SELECT field, value, run_count
FROM (
  SELECT
    arrayJoin(${shape === 'shares' ? `arrayDistinct(${column})` : column}) AS item,
    '${field}' AS field,
    toString(item) AS value,
    count() AS run_count${fromWhere(source)}
  GROUP BY item
)`
}

/** The same for several fields in one scan, and for '' where a run has no value. */
function unfoldedTogether(fields: readonly ListField[], source: Source): string {
  const pairs = fields.map(
    (field) =>
      `arrayMap(item -> ('${field}', toString(item)), emptyArrayToSingle(arrayDistinct(${listFilterColumns[field].column})))`,
  )
  return `
SELECT field, value, run_count
FROM (
  SELECT
    arrayJoin(arrayConcat(${pairs.join(', ')})) AS pair,
    pair.1 AS field,
    pair.2 AS value,
    count() AS run_count${fromWhere(source)}
  GROUP BY pair
)`
}

/** One value of a field and the runs that have it. */
type Case = { field: FacetField; value: string; condition: string }

const noValue = (field: ListField): Case => ({
  field,
  value: '',
  condition: `empty(${listFilterColumns[field].column})`,
})

function bothValues(field: Flag): Case[] {
  const condition = flagConditions[field]
  return [
    { field, value: 'true', condition },
    { field, value: 'false', condition: `NOT (${condition})` },
  ]
}

/** Values that are known beforehand are counted without grouping. */
function counted(cases: readonly Case[], source: Source): string {
  const rows = cases.map(({ field, value, condition }) => `('${field}', '${value}', countIf(${condition}))`)
  return `
SELECT counts.1 AS field, counts.2 AS value, counts.3 AS run_count
FROM (
  SELECT arrayJoin([${rows.join(', ')}]) AS counts${fromWhere(source)}
)`
}
