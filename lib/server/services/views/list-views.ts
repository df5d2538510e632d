import { listConfig } from '#clickhouse/queries/config/list-config.ts'
import type { RunViewList } from '#lib/domain/run-view.ts'
import type { ServiceContext } from '../context.ts'
import { viewKind, viewOf } from './view-of.ts'

/** The project's saved views by name. */
export async function listViews({ ctx }: { ctx: ServiceContext }): Promise<RunViewList> {
  const rows = await listConfig(ctx.db, { project: ctx.project, kind: viewKind })
  const byName = new Intl.Collator('en', { sensitivity: 'base', numeric: true })
  return { items: rows.map(viewOf).toSorted((a, b) => byName.compare(a.name, b.name)) }
}
