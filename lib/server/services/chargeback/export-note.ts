import type { StatementFormat } from '#lib/domain/chargeback.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { Download } from '#lib/server/send-download.ts'
import type { ServiceContext } from '../context.ts'
import { frozenBytes } from './frozen-document.ts'
import { mediaTypes } from './get-closed-statement.ts'
import { requireClosing, statementLedger } from './statement-ledger.ts'

type ExportNote = {
  ctx: ServiceContext
  statementId: string
  number: number
  input: { version?: number | undefined; format: StatementFormat }
}

/** A booked note of adjustments, byte for byte as it was frozen. */
export async function exportNote({ ctx, statementId, number, input }: ExportNote): Promise<Download> {
  const { version, format } = input
  const closing = requireClosing(await statementLedger(ctx), { statementId, version })
  const closingId = closing.noteIds[number - 1]
  if (closingId === undefined) throw new AppError('not_found', `Statement ${statementId} has no note ${number}.`)
  const { document, sheet } = await frozenBytes(ctx, closingId)
  const body = format === 'json' ? document : sheet
  return {
    fileName: `chargeback-${ctx.project}-${statementId}-v${closing.statement.version}-note-${number}.${format}`,
    mediaType: mediaTypes[format],
    async *chunks() {
      yield body
    },
  }
}
