'use client'

import { useQuery } from '@tanstack/react-query'
import { useQueryStates } from 'nuqs'
import { PaperStatement } from '#components/chargeback/paper/paper-statement.tsx'
import { PaperToolbar } from '#components/chargeback/paper/paper-toolbar.tsx'
import { usePaperMark } from '#components/chargeback/paper/use-paper-mark.ts'
import { ListError } from '#components/run-list/list-error.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { chargebackQueries, type ClosedChoice, type StatementChoice } from '#lib/api/chargeback.ts'
import type { ClosedStatement } from '#lib/domain/chargeback.ts'
import type { Statement } from '#lib/domain/statement.ts'
import { paths } from '#lib/paths.ts'
import { choiceOf } from '../../../../(console)/[project]/chargeback/search-params.ts'
import { printedChoice, printParams } from './search-params.ts'

/** A statement for paper: black on white, a page or two for each tenant. */
export function PrintClient({ project }: { project: string }) {
  const [params] = useQueryStates(printParams)
  const choice = printedChoice(params)
  const shown = useShown(project, 'shown' in choice ? choice.shown : null)
  const closed = useClosed(project, 'closed' in choice ? choice.closed : null)
  const { data, error, refetch } = 'shown' in choice ? shown : closed
  usePaperMark(data)
  return (
    <main data-paper className="min-h-dvh bg-surface text-ink print:min-h-0">
      {data === undefined ? (
        error === null ? (
          <output aria-label="Loading the statement" className="mx-auto grid max-w-178 gap-4 p-8">
            <Skeleton className="h-8 w-1/2" />
            <Skeleton className="h-64" />
          </output>
        ) : (
          <ListError what="The statement" error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <>
          <PaperToolbar
            tenants={data.statement.tenants.map(({ tenant }) => tenant)}
            tenant={params.tenant}
            backHref={paths.chargeback(project, choiceOf(params))}
            hrefOf={(tenant) => paths.chargebackPrint(project, { ...params, tenant })}
          />
          <PaperStatement project={project} {...data} tenant={params.tenant} />
        </>
      )}
    </main>
  )
}

/** What is printed: `closing` is null for a draft. */
type Printed = { statementId: string; statement: Statement; closing: ClosedStatement | null }

function useShown(project: string, choice: StatementChoice | null) {
  return useQuery({
    ...chargebackQueries.report(project, choice ?? {}),
    enabled: choice !== null,
    select: ({ statementId, statement, closing, isFrozen }): Printed => ({
      statementId,
      statement,
      closing: isFrozen ? closing : null,
    }),
  })
}

function useClosed(project: string, choice: ClosedChoice | null) {
  return useQuery({
    ...chargebackQueries.detail(project, choice ?? { statementId: '' }),
    enabled: choice !== null,
    select: ({ statement, closing }): Printed => ({ statementId: closing.statementId, statement, closing }),
  })
}
