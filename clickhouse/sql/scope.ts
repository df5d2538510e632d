import type { Fragment } from './fragment.ts'

/*
 * These stand in the text of a query right after `WHERE`, and are replaced when it is called. They are no SQL: the
 * database refuses a text in which one was left.
 */
/** Rows of `runs` that the scope shows. */
export const inScope = '<in scope>'
/** Rows of the project, whatever their tenant and environment. */
export const inProject = '<in project>'
/** The same, and rows that belong to no project. */
export const inProjectOrNone = '<in project or none>'
/** Rows of a table that tells tenants apart and no environments: none of them for who sees some environments only. */
export const inTenants = '<in tenants>'
/** Where the newest versions of runs were chosen of `inProject`: those that the scope shows. */
export const inBounds = '<in bounds>'

const stays = { [inProject]: 'project = {project:String}', [inProjectOrNone]: "project IN ({project:String}, '')" }

/** What a text may read, and by which of the conditions. */
export type TableRules = Readonly<Record<string, readonly string[]>>

/** The values that the conditions and a text itself take from whoever calls it. */
type Bound = {
  project: string
  tenants?: readonly string[]
  environments?: readonly string[]
  traceIds?: readonly string[]
}

/** Puts the conditions in their places and adds the values that the text then names. */
export function bindScope({ sql, params }: Fragment, bound: Bound): Fragment {
  const { project, tenants = [], environments = [], traceIds = [] } = bound
  const ofTenants = tenants.length === 0 ? [] : ['tenant IN {tenants:Array(String)}']
  const bounds = [...ofTenants, ...(environments.length === 0 ? [] : ['environment IN {environments:Array(String)}'])]
  const conditions = {
    ...stays,
    [inScope]: [stays[inProject], ...bounds].join(' AND '),
    [inTenants]: [stays[inProject], ...ofTenants, ...(environments.length === 0 ? [] : ['false'])].join(' AND '),
    [inBounds]: bounds.join(' AND ') || '1',
  }
  let text = sql
  for (const [name, condition] of Object.entries(conditions)) text = text.replaceAll(name, condition)
  const named = Object.entries({ traceIds, ...params, project, tenants, environments }).filter(
    ([name]) => Object.hasOwn(params, name) || text.includes(`{${name}:`),
  )
  return { sql: text, params: Object.fromEntries(named) }
}

/** Throws unless every table that the text reads is one of these, with a condition that is meant for it. */
export function checkTables(name: string, sql: string, rules: TableRules): void {
  for (const [, table = '', condition = 'no condition'] of sql.matchAll(mention)) {
    const allowed = Object.hasOwn(rules, table) ? rules[table] : undefined
    if (allowed === undefined)
      throw new TypeError(`Query "${name}" reads ${table}, which a query of its sort must not.`)
    if (allowed.includes(condition)) continue
    throw new TypeError(
      `Query "${name}" reads ${table} by ${condition}: right after WHERE must come ${allowed.join(' or ')}.`,
    )
  }
}

/** Every table that is read, with the condition that comes first and must hold beside all that follow. */
const mention =
  /(?<!\bARRAY\s+)\b(?:FROM|JOIN)\s+([\w.]+)(?:\s+FINAL)?(?:\s+WHERE\s+(<[a-z ]+>)(?=\s*(?:AND|GROUP|ORDER|LIMIT|UNION|HAVING)\b|\s*\)|\s*$))?/gi
