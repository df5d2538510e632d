import { z } from 'zod'
import { likePattern, parseFilterValue } from '#lib/domain/query/filter-value.ts'
import { noFragment, type Fragment } from './fragment.ts'

export const ListField = z.enum([
  'tenant',
  'feature',
  'taskType',
  'agent',
  'topAgent',
  'agentVersion',
  'environment',
  'model',
  'tool',
  'endReason',
  'outcome',
  'dialect',
  'session',
  'user',
  'costStatus',
  'warning',
  'tag',
  'chargedAgent',
  'chargedProvider',
  'chargedModel',
  'chargedTool',
])
export type ListField = z.infer<typeof ListField>

type ListColumn = { column: string; shape: 'text' | 'array' | 'shares' }

/** Where a list filter looks. Unknown is '' in `text` columns, nothing in `array` columns, and an element '' in `shares`. */
export const listFilterColumns: Record<ListField, ListColumn> = {
  tenant: { column: 'tenant', shape: 'text' },
  feature: { column: 'feature', shape: 'text' },
  taskType: { column: 'task_type', shape: 'text' },
  agent: { column: 'agent_names', shape: 'array' },
  topAgent: { column: 'agent', shape: 'text' },
  agentVersion: { column: 'agent_version', shape: 'text' },
  environment: { column: 'environment', shape: 'text' },
  model: { column: 'model_names', shape: 'array' },
  tool: { column: 'tool_names', shape: 'array' },
  endReason: { column: 'end_reason', shape: 'text' },
  outcome: { column: 'outcome', shape: 'text' },
  dialect: { column: 'dialects', shape: 'array' },
  session: { column: 'session_id', shape: 'text' },
  user: { column: 'user_id', shape: 'text' },
  costStatus: { column: 'cost_status', shape: 'text' },
  warning: { column: 'warning_codes', shape: 'array' },
  tag: { column: 'tags', shape: 'array' },
  chargedAgent: { column: 'shares.agent', shape: 'shares' },
  chargedProvider: { column: 'shares.provider', shape: 'shares' },
  chargedModel: { column: 'shares.model', shape: 'shares' },
  chargedTool: { column: 'shares.tool', shape: 'shares' },
}

/** Values of one list filter, by what they ask for. */
type Values = { exact: string[]; patterns: string[]; unknown: boolean }

/** Any of the wanted values, and none of the unwanted ones. */
export function listCondition(field: ListField, texts: readonly string[]): Fragment {
  const values = texts.filter((text) => text !== '').map(parseFilterValue)
  const [wanted, unwanted] = [false, true].map((negated) =>
    splitValues(values.filter((each) => each.negated === negated)),
  )
  const params: Record<string, unknown> = {}
  const any = wanted && anyOf(field, 'Wanted', wanted, params)
  const none = unwanted && anyOf(field, 'Unwanted', unwanted, params)
  const conditions = [any ? `(${any})` : '', none ? `NOT (${none})` : ''].filter((condition) => condition !== '')
  return conditions.length === 0 ? noFragment : { sql: conditions.join(' AND '), params }
}

function splitValues(values: readonly ReturnType<typeof parseFilterValue>[]): Values {
  return {
    exact: values.flatMap((each) => (each.kind === 'exact' ? [each.value] : [])),
    patterns: values.flatMap((each) => (each.kind === 'pattern' ? [likePattern(each.pieces)] : [])),
    unknown: values.some((each) => each.kind === 'unknown'),
  }
}

function anyOf(field: ListField, role: string, values: Values, params: Record<string, unknown>): string {
  const { column, shape } = listFilterColumns[field]
  const conditions: string[] = []
  if (values.exact.length > 0) {
    const name = `${field}${role}`
    params[name] = values.exact
    conditions.push(shape === 'text' ? `${column} IN {${name}:Array(String)}` : holdsOne(column, name, values.exact))
  }
  if (values.unknown) conditions.push(isUnknown[shape](column))
  for (const [index, pattern] of values.patterns.entries()) {
    const name = `${field}${role}Like${index}`
    params[name] = pattern
    // The unknown value has no text that anything could stand for.
    conditions.push(
      shape === 'text'
        ? `${column} LIKE {${name}:String} AND ${column} != ''`
        : `arrayExists(value -> value LIKE {${name}:String}, ${column})`,
    )
  }
  return conditions.map((condition) => (conditions.length === 1 ? condition : `(${condition})`)).join(' OR ')
}

const isUnknown: Record<ListColumn['shape'], (column: string) => string> = {
  text: (column) => `${column} = ''`,
  array: (column) => `empty(${column})`,
  // has() does not find '' in a column with a dictionary.
  shares: (column) => `arrayExists(share -> share = '', ${column})`,
}

const chargedFields = ['chargedAgent', 'chargedProvider', 'chargedModel', 'chargedTool'] as const

/** Where several things are asked of what was charged, one share must have all of them. */
export function sameShare(filter: { readonly [Field in ListField]?: readonly string[] }): Fragment {
  const asked = chargedFields.flatMap((field) => {
    const wanted = (filter[field] ?? []).filter((text) => text !== '').map(parseFilterValue)
    const values = splitValues(wanted.filter(({ negated }) => !negated))
    return values.exact.length + values.patterns.length > 0 || values.unknown ? [{ field, values }] : []
  })
  if (asked.length < 2) return noFragment
  const params: Record<string, unknown> = {}
  const conditions = asked.map(({ field, values }) => `(${elementIs(field, values, params)})`)
  const columns = asked.map(({ field }) => listFilterColumns[field].column)
  return {
    sql: `arrayExists((${asked.map(({ field }) => field).join(', ')}) -> ${conditions.join(' AND ')}, ${columns.join(', ')})`,
    params,
  }
}

/** The element of a share's array is named as its field. */
function elementIs(field: ListField, { exact, patterns, unknown }: Values, params: Record<string, unknown>): string {
  if (exact.length > 0) params[`${field}Wanted`] = exact
  const likes = patterns.map((pattern, index) => {
    params[`${field}WantedLike${index}`] = pattern
    return `${field} LIKE {${field}WantedLike${index}:String} AND ${field} != ''`
  })
  const isExact = exact.length > 0 ? [`has({${field}Wanted:Array(String)}, ${field})`] : []
  return [...isExact, ...(unknown ? [`${field} = ''`] : []), ...likes].join(' OR ')
}

/** A single value is looked up in the dictionary of the column: a third of the work of comparing sets. */
function holdsOne(column: string, name: string, values: readonly string[]): string {
  return values.length === 1
    ? `has(${column}, {${name}:Array(String)}[1])`
    : `hasAny(${column}, {${name}:Array(String)})`
}
