import { hand } from '#components/export/save-file.ts'
import { toast } from '#components/ui/toaster.tsx'
import { groupLimits, type CostGrouping } from '#lib/api/costs.ts'
import { getJson } from '#lib/api/http.ts'
import { CostReport } from '#lib/domain/costs.ts'
import type { RunFilter } from '#lib/domain/filter.ts'
import { apiPaths } from '#lib/paths.ts'
import { costCsv } from './cost-csv.ts'

/** The table as a file, with more groups than the page shows. */
export async function saveCostCsv(project: string, filter: RunFilter, by: CostGrouping): Promise<void> {
  try {
    const report = await getJson(apiPaths.costs(project, { ...filter, by, ...groupLimits.all }), CostReport)
    hand(`costs-${project}-by-${by.join('-and-')}.csv`, new Blob([costCsv(report)], { type: 'text/csv;charset=utf-8' }))
    toast.success('Costs saved as CSV')
  } catch (error) {
    toast.error('The file could not be made', { description: error instanceof Error ? error.message : undefined })
  }
}
