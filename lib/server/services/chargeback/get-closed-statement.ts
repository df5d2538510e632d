import type { ClosedStatementQuery, ClosedStatements, StatementDetail } from '#lib/domain/chargeback.ts'
import { canonicalJson } from '#lib/chargeback/content-hash.ts'
import { statementCsv } from '#lib/export/statement-csv.ts'
import type { Download } from '#lib/server/send-download.ts'
import type { ServiceContext } from '../context.ts'
import { closedStatement, frozenBytes, frozenDocument } from './frozen-document.ts'
import { requireClosing, statementLedger } from './statement-ledger.ts'

type OfStatement<Input> = { ctx: ServiceContext; statementId: string; input: Input }

/** Every version that was ever closed, the newest first. */
export async function listClosedStatements({ ctx }: { ctx: ServiceContext }): Promise<ClosedStatements> {
  const { closings } = await statementLedger(ctx)
  return { items: closings.map(({ statement }) => statement) }
}

export async function getClosedStatement({
  ctx,
  statementId,
  input: { version },
}: OfStatement<{ version?: number | undefined }>): Promise<StatementDetail> {
  const closing = requireClosing(await statementLedger(ctx), { statementId, version })
  const statement = await closedStatement(ctx, closing)
  const settings = ctx.scope.isWholeProject ? (await frozenDocument(ctx, closing)).content.settings : null
  return { closing: closing.statement, statement, settings }
}

export const mediaTypes = { json: 'application/json', csv: 'text/csv; charset=utf-8; header=present' }

/** As a file: the very bytes that were frozen, or for who sees some tenants only their part of them. */
export async function exportClosedStatement(call: OfStatement<ClosedStatementQuery>): Promise<Download> {
  const { ctx, statementId, input } = call
  const { format, version } = input
  const closing = requireClosing(await statementLedger(ctx), { statementId, version })
  const { document, sheet } = ctx.scope.isWholeProject ? await frozenBytes(ctx, closing.closingId) : await partOf(call)
  const body = format === 'json' ? document : sheet
  return {
    fileName: `chargeback-${ctx.project}-${statementId}-v${closing.statement.version}.${format}`,
    mediaType: mediaTypes[format],
    async *chunks() {
      yield body
    },
  }
}

async function partOf(call: OfStatement<ClosedStatementQuery>) {
  const { closing, statement } = await getClosedStatement(call)
  const { statementId, version, contentHash, closedAt } = closing
  return {
    document: canonicalJson({ contentHash, closedAt, part: { statementId, version, statement } }),
    sheet: [...statementCsv({ statementId, version, statement })].join(''),
  }
}
