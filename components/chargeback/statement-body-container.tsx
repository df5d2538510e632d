'use client'

import { useQuery } from '@tanstack/react-query'
import { Archive, Settings2 } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useMay } from '#components/access/use-may.ts'
import { FindBox } from '#components/table/find-box.tsx'
import { worthFinding } from '#components/table/find-rows.ts'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { printStatement } from '#lib/chargeback/printed-statement.ts'
import { chargebackQueries, type StatementChoice } from '#lib/api/chargeback.ts'
import { tenantParam } from '#lib/chargeback/tenant-param.ts'
import type { StatementReport } from '#lib/domain/chargeback.ts'
import { paths } from '#lib/paths.ts'
import { ChangesSince } from './changes-since.tsx'
import { LevelsSelect } from './levels-select.tsx'
import { NoRuns, NoTenants } from './no-statement.tsx'
import { shownPeriod } from './shown-period.ts'
import type { StatementDialog } from './statement-dialogs.ts'
import { StatementFigures } from './statement-figures.tsx'
import type { StatementLinks } from './statement-links.ts'
import type { StatementOrder } from './statement-order.ts'
import { openableIds } from './statement-rows.ts'
import { StatementState } from './statement-state.tsx'
import { StatementTable } from './statement-table.tsx'

const byCost = { sort: 'costUsd' } as const
const billedBy = (tenant: string | null | undefined) => ({
  dialog: 'runs' satisfies StatementDialog,
  of: tenant === undefined ? null : tenantParam(tenant),
})

type StatementBodyContainerProps = {
  project: string
  choice: StatementChoice
  report: StatementReport
  /** Of another period than is asked for, until that is there. */
  isStale: boolean
  nowMs: number
  typed: string
  order: StatementOrder
  change: (params: { dialog?: StatementDialog; groupBy?: string }) => void
  onType: (typed: string) => void
  onOrder: (order: StatementOrder) => void
}

/** A statement: its figures, whether it is closed, its table. */
export function StatementBodyContainer(props: StatementBodyContainerProps) {
  const { project, choice, report, isStale, nowMs, typed, order, change, onType, onOrder } = props
  const { statement, closing } = report
  const may = useMay()
  const scrollRef = useRef<HTMLElement>(null)
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const period = shownPeriod(statement, nowMs)
  const closed = closing?.state === 'closed' ? closing : null
  const adjustments = useQuery({
    ...chargebackQueries.adjustments(project, { statementId: report.statementId, version: closing?.version }),
    enabled: closed !== null && may(project, 'chargeback:read'),
  })
  const printed = useMemo(() => printStatement(statement), [statement])
  const links = useMemo(
    (): StatementLinks => ({
      runs: (filter) => paths.runs(project, { ...filter, ...byCost }),
      billed: report.isFrozen ? (tenant) => paths.chargeback(project, { ...choice, ...billedBy(tenant) }) : null,
    }),
    [project, choice, report.isFrozen],
  )
  const named = statement.tenants.filter(({ tenant }) => tenant !== null).length
  const areOpen = open.size > 0
  if (statement.total.runs === 0 && statement.tenants.length === 0 && closed === null)
    return <NoRuns label={period.label} previousHref={paths.chargeback(project, { ...choice, from: null, to: null, period: period.previousMonth })} /> // prettier-ignore
  return (
    <section
      ref={scrollRef}
      aria-label="Statement"
      aria-busy={isStale}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
      tabIndex={0}
      className={cn(
        'scroll-quiet min-h-0 flex-1 overflow-auto focus-visible:-outline-offset-2',
        isStale && 'opacity-60',
      )}
    >
      <div>
        <StatementFigures
          statement={statement}
          printed={printed}
          hrefOf={links.runs}
          pricesHref={may(project, 'price:read') ? paths.prices(project) : undefined}
          attributionHref={may(project, 'attribution:read') ? paths.attribution(project) : undefined}
          untaggedHref={paths.costs(project, { from: statement.from, to: statement.to, tenant: ['-'] })}
        />
        <StatementState
          project={project}
          report={report}
          period={period}
          // Closed it has the levels that it was closed with.
          otherHref={paths.chargeback(project, { ...choice, groupBy: null, live: report.isFrozen ? true : null })}
          changes={
            closed === null || adjustments.data === undefined ? null : (
              <ChangesSince adjustments={adjustments.data} onShow={() => change({ dialog: 'adjustments' })} />
            )
          }
          mayClose={may(project, 'statement:write')}
          onClose={() => change({ dialog: 'close' })}
          onReopen={() => change({ dialog: 'reopen' })}
        />
        {named === 0 && closed === null ? (
          <NoTenants attributionHref={may(project, 'attribution:read') ? paths.attribution(project) : undefined} />
        ) : null}
        <div className="flex flex-wrap items-center gap-2 px-3 py-2">
          {report.isFrozen ? null : (
            <LevelsSelect levels={statement.levels} onChange={(levels) => change({ groupBy: levels.join(',') })} />
          )}
          <div className="ml-auto flex items-center gap-2">
            {statement.tenants.length < worthFinding ? null : (
              <FindBox label="Find a tenant" value={typed} onValueChange={onType} />
            )}
            <Button
              variant="ghost"
              onClick={() => setOpen(new Set(areOpen ? [] : openableIds(statement)))}
              className="max-narrow:hidden"
            >
              {areOpen ? 'Fold all' : 'Open all'}
            </Button>
            <IconButton label="Closed statements" onClick={() => change({ dialog: 'statements' })}>
              <Archive />
            </IconButton>
            {may(project, 'chargeback:write') ? (
              <IconButton label="Settings of statements" onClick={() => change({ dialog: 'settings' })}>
                <Settings2 />
              </IconButton>
            ) : null}
          </div>
        </div>
      </div>
      <StatementTable
        statement={statement}
        printed={printed}
        open={open}
        onToggle={(id) => setOpen((before) => before.symmetricDifference(new Set([id])))}
        typed={typed}
        order={order}
        onOrder={onOrder}
        scrollRef={scrollRef}
        links={links}
      />
      <p className="px-3 py-2 text-sm text-ink-3">
        Printed amounts are rounded so that rows and columns add up; every digit is on hover and in the files.
        {report.isFrozen
          ? ' Costs of tenants lead to the runs that were billed, all else to runs as they are now.'
          : ''}{' '}
        Days begin in {statement.timeZone}.
      </p>
    </section>
  )
}
