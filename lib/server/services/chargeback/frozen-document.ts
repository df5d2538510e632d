import { frozenStatement, type FrozenStatement } from '#clickhouse/tables/statements.ts'
import { cutStatement } from '#lib/chargeback/cut-statement.ts'
import type { Closing } from '#lib/chargeback/fold-closings.ts'
import { FrozenDocument, FrozenNote } from '#lib/domain/frozen-statement.ts'
import type { Statement } from '#lib/domain/statement.ts'
import type { ServiceContext } from '../context.ts'

type Of = Pick<ServiceContext, 'db' | 'project' | 'scope'>

/** What was frozen, byte for byte; for whoever sees the whole project. */
export async function frozenBytes({ db, project, scope }: Of, closingId: string): Promise<FrozenStatement> {
  scope.requireWholeProject()
  return frozenStatement(db, { project, closingId })
}

export async function frozenDocument({ db, project }: Of, { closingId }: Closing): Promise<FrozenDocument> {
  const { document } = await frozenStatement(db, { project, closingId })
  return FrozenDocument.parse(JSON.parse(document))
}

export async function frozenNote({ db, project }: Of, closingId: string): Promise<FrozenNote> {
  const { document } = await frozenStatement(db, { project, closingId })
  return FrozenNote.parse(JSON.parse(document))
}

/** The statement as it was closed, as far as the scope shows it. */
export async function closedStatement(of: Of, closing: Closing): Promise<Statement> {
  const { content } = await frozenDocument(of, closing)
  return of.scope.isWholeProject ? content.statement : cutStatement(content.statement, of.scope.tenants)
}
