import { likePattern } from '#lib/domain/query/filter-value.ts'
import type { Fragment } from './fragment.ts'

const toolNames = "arrayStringConcat(tool_names, '\\n')"
const modelNames = "arrayStringConcat(model_names, '\\n')"
const columns = ['agent', 'feature', 'task_type', 'tenant', 'outcome', 'user_id', 'session_id', toolNames, modelNames]

/** Runs in one of whose names the text is, any part of a word counts; `name` is that of its parameter. */
export function inNames(text: string, name: string): Fragment {
  const sql = columns.map((column) => `positionCaseInsensitiveUTF8(${column}, {${name}:String}) > 0`)
  return { sql: sql.join(' OR '), params: { [name]: text } }
}

/** The expression of the index on `runs`: only the very same one is found by it. */
export const namesText = `lowerUTF8(concatWithSeparator('\\n', ${columns.join(', ')}))`

/** The index knows triples of characters. */
const shortestIndexed = 3

/** The same from the index, with rows besides where the text spans two names; null for a text that it cannot tell. */
export function inIndexedNames(text: string, name: string): Fragment | null {
  // What becomes of a sigma depends on where it stands.
  if (Array.from(text).length < shortestIndexed || /[Σσς]/u.test(text)) return null
  return {
    sql: `${namesText} LIKE lowerUTF8({${name}:String})`,
    params: { [name]: `%${likePattern([text])}%` },
  }
}
