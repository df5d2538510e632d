import type { ClosedStatement, StatementReopening } from '#lib/domain/chargeback.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { ServiceContext } from '../context.ts'
import { recordEvent, requireClosing, statementLedger } from './statement-ledger.ts'

type ReopenStatement = { ctx: ServiceContext; statementId: string; input: StatementReopening }

/** Lets the period be closed anew. What was closed stays readable, with the mark that it was reopened. */
export async function reopenStatement({ ctx, statementId, input }: ReopenStatement): Promise<ClosedStatement> {
  ctx.scope.requireWholeProject()
  const { version, reason } = input
  const ledger = await statementLedger(ctx)
  const { statement } = requireClosing(ledger, { statementId, version })
  if (statement.state !== 'closed')
    throw new AppError('conflict', `Version ${version} of statement ${statementId} is open again already.`)
  await recordEvent(ctx, ledger, { reason, body: { event: 'reopened', statementId, statementVersion: version } })
  return requireClosing(await statementLedger(ctx), { statementId, version }).statement
}
