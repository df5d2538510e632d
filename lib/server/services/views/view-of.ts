import type { ConfigRow } from '#clickhouse/tables/config.ts'
import { RunViewInput, type RunView } from '#lib/domain/run-view.ts'

/** Views are entries of this kind in the project's configuration. */
export const viewKind = 'view'

export function viewOf(row: ConfigRow): RunView {
  return {
    ...RunViewInput.parse(JSON.parse(row.body)),
    viewId: row.id,
    version: row.version,
    changedAt: new Date(`${row.at_text.replace(' ', 'T')}Z`).toISOString(),
    changedBy: row.actor,
  }
}
