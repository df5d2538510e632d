import { parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { runViews } from '#components/run/run-views.ts'

/** What a link to a run carries. Without a view the reader's own choice holds. */
export const runParams = {
  view: parseAsStringLiteral(runViews),
  span: parseAsString,
  /** The span whose sub-tree is in focus; absent shows the whole run. */
  root: parseAsString,
  /** The list that the run was opened from, encoded; it is what previous and next mean. */
  from: parseAsString.withDefault(''),
}
