import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { exportNote } from '#lib/server/services/chargeback/export-note.ts'

export const GET = withProject(endpoints.exportNote, ({ ctx, params, query }) =>
  exportNote({ ctx, statementId: params.statementId, number: Number(params.note), input: query }),
)
