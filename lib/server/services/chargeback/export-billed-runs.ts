import { billedRuns } from '#clickhouse/queries/chargeback/billed-runs.ts'
import type { PageCursor } from '#clickhouse/sql/run-sort.ts'
import type { BilledRunsQuery } from '#lib/domain/billed-run.ts'
import { billedRunCsvHeader, billedRunCsvLine } from '#lib/export/billed-run-csv.ts'
import type { Download } from '#lib/server/send-download.ts'
import type { ServiceContext } from '../context.ts'
import { mediaTypes } from './get-closed-statement.ts'
import { billedRunOf, chosenRuns, placeOf } from './list-billed-runs.ts'
import { requireClosing, statementLedger } from './statement-ledger.ts'

type ExportBilledRuns = {
  ctx: ServiceContext
  statementId: string
  input: Pick<BilledRunsQuery, 'version' | 'tenant' | 'changed'>
}

/** Runs that are read, and held as text, at once. */
const pageSize = 10_000

/** All of them as a file, which is read while it is sent. */
export async function exportBilledRuns({ ctx, statementId, input }: ExportBilledRuns): Promise<Download> {
  const closing = requireClosing(await statementLedger(ctx), { statementId, version: input.version })
  const { version } = closing.statement
  const chosen = chosenRuns(closing, input)
  return {
    fileName: `chargeback-${ctx.project}-${statementId}-v${version}-runs.csv`,
    mediaType: mediaTypes.csv,
    async *chunks(signal) {
      yield billedRunCsvHeader
      let after: PageCursor | null = null
      do {
        const rows = await billedRuns(ctx.db, ctx.scope, { ...chosen, after, limit: pageSize }, { signal })
        yield rows.map((row) => billedRunCsvLine({ statementId, version }, billedRunOf(row))).join('')
        const last = rows.at(-1)
        after = last === undefined || rows.length < pageSize ? null : placeOf(last)
      } while (after !== null)
    },
  }
}
