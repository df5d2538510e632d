import { statementCsv } from '#lib/export/statement-csv.ts'
import type { Download } from '#lib/server/send-download.ts'
import type { ServiceContext } from '../context.ts'
import type { StatementChoice } from './chosen-statement.ts'
import { exportClosedStatement, mediaTypes } from './get-closed-statement.ts'
import { getStatement } from './get-statement.ts'

type ExportStatement = { ctx: ServiceContext; input: StatementChoice & { live: boolean } }

/** The same as CSV; of a closed period what was frozen. */
export async function exportStatement({ ctx, input }: ExportStatement): Promise<Download> {
  const { statementId, statement, closing, isFrozen } = await getStatement({ ctx, input })
  if (isFrozen && closing !== null) {
    const { version } = closing
    return exportClosedStatement({ ctx, statementId, input: { format: 'csv', version } })
  }
  return {
    fileName: `chargeback-${ctx.project}-${statementId}.csv`,
    mediaType: mediaTypes.csv,
    async *chunks() {
      yield [...statementCsv({ statementId, version: null, statement })].join('')
    },
  }
}
