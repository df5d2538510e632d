import 'server-only'
import { chargebackQueries, type ClosedChoice, type StatementChoice } from '#lib/api/chargeback.ts'
import { headStart, requestClient } from './prefetch.ts'
import { settingsContext } from './prefetch-settings.ts'
import { getClosedStatement } from './services/chargeback/get-closed-statement.ts'
import { getStatement } from './services/chargeback/get-statement.ts'

/** False where the visitor may not see statements. */
export async function prefetchStatement(project: string, choice: StatementChoice): Promise<boolean> {
  const ctx = await settingsContext(project, 'statement:read')
  if (ctx === null) return false
  const queryFn = () => getStatement({ ctx, input: { ...choice, live: choice.live ?? false } })
  await headStart(requestClient().query({ ...chargebackQueries.report(project, choice), queryFn }))
  return true
}

/** What goes on paper. */
export async function prefetchPrintedStatement(
  project: string,
  choice: { shown: StatementChoice } | { closed: ClosedChoice },
): Promise<boolean> {
  if ('shown' in choice) return prefetchStatement(project, choice.shown)
  const ctx = await settingsContext(project, 'statement:read')
  if (ctx === null) return false
  const { statementId, ...input } = choice.closed
  const queryFn = () => getClosedStatement({ ctx, statementId, input })
  await headStart(requestClient().query({ ...chargebackQueries.detail(project, choice.closed), queryFn }))
  return true
}
