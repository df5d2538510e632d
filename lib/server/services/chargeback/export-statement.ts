import type { StatementReport } from '#lib/domain/chargeback.ts'
import { statementCsv } from '#lib/export/statement-csv.ts'
import type { Download } from '#lib/server/send-download.ts'
import type { ServiceContext } from '../context.ts'
import type { StatementChoice } from './chosen-statement.ts'
import { getStatement } from './get-statement.ts'

export const csvMediaType = 'text/csv; charset=utf-8; header=present'

type ExportStatement = { ctx: ServiceContext; input: StatementChoice & { live: boolean } }

/** The same as CSV. */
export async function exportStatement({ ctx, input }: ExportStatement): Promise<Download> {
  const report = await getStatement({ ctx, input })
  return {
    fileName: `chargeback-${ctx.project}-${report.statementId}.csv`,
    mediaType: csvMediaType,
    chunks: () => linesOf(report),
  }
}

async function* linesOf({ statementId, statement, closing, isFrozen }: StatementReport): AsyncGenerator<string> {
  const version = isFrozen ? (closing?.version ?? null) : null
  yield [...statementCsv({ statementId, version, statement })].join('')
}
