'use client'

import { useQuery } from '@tanstack/react-query'
import { useQueryStates } from 'nuqs'
import { useMemo, useState } from 'react'
import { PeriodPicker } from '#components/chargeback/period-picker.tsx'
import { shownPeriod } from '#components/chargeback/shown-period.ts'
import { StatementBodyContainer } from '#components/chargeback/statement-body-container.tsx'
import { StatementDialogContainer } from '#components/chargeback/statement-dialog-container.tsx'
import { StatementExportMenu } from '#components/chargeback/statement-export-menu.tsx'
import { CostSkeleton } from '#components/cost/cost-skeleton.tsx'
import { TopBar } from '#components/layout/top-bar.tsx'
import { useNow } from '#components/layout/use-now.ts'
import { useShortcuts } from '#components/layout/use-shortcuts.ts'
import { ListError } from '#components/run-list/list-error.tsx'
import { chargebackQueries, type StatementChoice } from '#lib/api/chargeback.ts'
import { chargebackParams, choiceOf } from './search-params.ts'

const tickMs = 60_000

/** Who pays for a period, line by line; every amount leads to its runs, and the whole can be closed. */
export function ChargebackClient({ project }: { project: string }) {
  const [params, setParams] = useQueryStates(chargebackParams)
  const [isPicking, setPicking] = useState(false)
  const nowMs = useNow(tickMs)
  const choice = useMemo(() => choiceOf(params), [params])
  const order = useMemo(() => ({ key: params.sort, order: params.order }), [params.sort, params.order])
  const report = useQuery(chargebackQueries.report(project, choice))
  const period = useMemo(() => (report.data === undefined ? null : shownPeriod(report.data.statement, nowMs)), [report.data, nowMs]) // prettier-ignore
  const change = (next: Partial<typeof params>) => void setParams(next, { history: 'push' })
  const choose = (next: Pick<StatementChoice, 'period' | 'from' | 'to' | 'timeZone'>) => {
    const isOtherTime = next.period !== undefined || next.from !== undefined
    const time = isOtherTime ? { period: next.period ?? null, from: next.from ?? null, to: next.to ?? null } : {}
    // A closed one has the levels that it was closed with: others would be refused.
    change({ ...time, ...(next.timeZone === undefined ? {} : { timeZone: next.timeZone }), groupBy: null, live: null })
  }
  useShortcuts('Chargeback', [{ keys: ['d'], label: 'Choose the period', run: () => setPicking(true) }])

  return (
    <>
      <TopBar
        title="Chargeback"
        actions={
          report.data === undefined || period === null ? null : (
            <>
              <PeriodPicker
                period={period}
                timeZone={report.data.statement.timeZone}
                nowMs={nowMs}
                open={isPicking}
                onOpenChange={setPicking}
                onChoose={choose}
              />
              <StatementExportMenu
                project={project}
                choice={choice}
                report={report.data}
                onSchedule={() => change({ dialog: 'download' })}
              />
            </>
          )
        }
      />
      {report.data === undefined || period === null ? (
        report.isError ? (
          <ListError what="The statement" error={report.error} onRetry={() => void report.refetch()} />
        ) : (
          <CostSkeleton />
        )
      ) : (
        <>
          <StatementBodyContainer
            key={`${report.data.statementId} ${report.data.statement.levels.join()}`}
            project={project}
            choice={choice}
            report={report.data}
            isStale={report.isPlaceholderData}
            nowMs={nowMs}
            typed={params.q}
            order={order}
            change={change}
            onType={(q) => void setParams({ q })}
            onOrder={({ key: sort, order: direction }) => void setParams({ sort, order: direction })}
          />
          {params.dialog === null ? null : (
            <StatementDialogContainer
              dialog={params.dialog}
              project={project}
              choice={choice}
              report={report.data}
              label={period.label}
              nowMs={nowMs}
              of={{ tenant: params.of, version: params.version }}
              onClose={() => change({ dialog: null, of: null, version: null })}
            />
          )}
        </>
      )}
    </>
  )
}
