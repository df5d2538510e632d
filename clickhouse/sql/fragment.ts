/** A piece of SQL with the values of its `{name:Type}` parameters. */
export type Fragment = { sql: string; params: Record<string, unknown> }

export const noFragment: Fragment = { sql: '', params: {} }

/** Joins conditions with AND; '1' when there is none, so that `WHERE` and `AND` may precede it. */
export function allOf(fragments: readonly Fragment[]): Fragment {
  const used = fragments.filter((fragment) => fragment.sql !== '')
  if (used.length === 0) return { sql: '1', params: {} }
  return {
    sql: used.map((fragment) => `(${fragment.sql})`).join('\n  AND '),
    params: Object.assign({}, ...used.map((fragment) => fragment.params)),
  }
}
