'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { actorLabel } from '#components/access/history/history-texts.ts'
import { saveFile } from '#components/export/save-file.ts'
import { ShortTable, type ShortColumn } from '#components/table/short-table.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { buttonClasses } from '#components/ui/button.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { FormError } from '#components/ui/form-error.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { UsdText } from '#components/cost/usd-text.tsx'
import { chargebackQueries } from '#lib/api/chargeback.ts'
import type { ClosedStatement } from '#lib/domain/chargeback.ts'
import { formatUsd, parseUsd } from '#lib/pricing/fixed-usd.ts'
import { apiPaths, paths } from '#lib/paths.ts'
import { dateText } from './date-text.ts'
import { FileButtons } from './file-buttons.tsx'
import { SignedUsd } from './signed-usd.tsx'
import { shownPeriod } from './shown-period.ts'
import type { StatementDialog } from './statement-dialogs.ts'

type StatementsDialogProps = { project: string; nowMs: number; onClose: () => void }

/** Every statement that was closed, reopened ones too: each stays readable as it was. */
export function StatementsDialogContainer({ project, nowMs, onClose }: StatementsDialogProps) {
  const { data, error } = useQuery(chargebackQueries.statements(project))
  return (
    <Dialog title="Closed statements" open onOpenChange={onClose} className="w-[min(60rem,calc(100vw-1rem))]">
      {data === undefined ? (
        error === null ? (
          <output aria-label="Loading the statements" className="grid gap-3">
            <Skeleton className="w-2/3" />
            <Skeleton />
          </output>
        ) : (
          <FormError error={error.message} />
        )
      ) : (
        <div className="-mx-4 -mt-3">
          <ShortTable
            title="Newest first"
            rows={data.items}
            keyOf={({ statementId, version }) => `${statementId} ${version}`}
            empty="No period is closed yet. Closing one freezes its rows and prices under a hash, so that a bill stays what it was."
            columns={columnsOf(project, nowMs, (closed) => formerOf(data.items, closed))}
          />
        </div>
      )}
    </Dialog>
  )
}

function columnsOf(
  project: string,
  nowMs: number,
  formerOf: (closed: ClosedStatement) => ClosedStatement | undefined,
): readonly ShortColumn<ClosedStatement>[] {
  return [
    {
      header: 'Period',
      className: 'whitespace-nowrap',
      cell: (closed) => (
        <>
          <Link
            href={hrefOf(project, closed)}
            className="font-medium underline-offset-3 hover:text-accent hover:underline"
          >
            {shownPeriod(closed, nowMs).label}
          </Link>
          {closed.version > 1 || closed.state === 'reopened' ? (
            <span className="text-ink-3"> version {closed.version}</span>
          ) : null}
        </>
      ),
    },
    {
      header: 'State',
      cell: ({ state, reopened }) => (
        <>
          <Badge tone={state === 'closed' ? 'good' : 'warn'}>{state}</Badge>
          {reopened === null ? null : <span className="pl-1.5 text-ink-2">“{reopened.reason}”</span>}
        </>
      ),
    },
    {
      header: 'Closed',
      className: 'max-narrow:hidden',
      cell: ({ closedAt, closedBy, timeZone }) => `${dateText(closedAt, timeZone)} by ${actorLabel(closedBy)}`,
    },
    {
      header: 'Total',
      align: 'end',
      className: 'whitespace-nowrap',
      cell: (closed) => <Total closed={closed} former={formerOf(closed)} />,
    },
    {
      header: 'Hash',
      className: 'whitespace-nowrap max-narrow:hidden',
      cell: ({ contentHash }) => (
        <span className="flex items-center gap-1">
          <code className="text-ink-3">{contentHash.slice(0, 12)}…</code>
          <CopyButton text={contentHash} label="Copy the hash" />
        </span>
      ),
    },
    { header: 'Files', isIconOnly: true, cell: (closed) => <Files project={project} closed={closed} /> },
  ]
}

/** The version that it stands in the place of. */
function formerOf(all: readonly ClosedStatement[], { statementId, version }: ClosedStatement) {
  return all.find((each) => each.statementId === statementId && each.version === version - 1)
}

function Total({ closed: { total }, former }: { closed: ClosedStatement; former: ClosedStatement | undefined }) {
  const before = former?.total ?? null
  return (
    <>
      <UsdText usd={total?.totalUsd ?? null} />
      {former === undefined || total === null || before === null ? null : (
        <span className="block text-sm text-ink-3 max-narrow:hidden">
          <SignedUsd usd={differenceUsd(total.totalUsd, before.totalUsd)} /> to version {former.version}
        </span>
      )}
    </>
  )
}

function differenceUsd(now: string, before: string): string {
  return formatUsd((parseUsd(now) ?? 0n) - (parseUsd(before) ?? 0n))
}

/** The page of the period where it is the version in force, else that version in print. */
function hrefOf(project: string, closed: ClosedStatement): string {
  const { statementId, version, state } = closed
  if (state === 'reopened') return paths.chargebackPrint(project, { statement: statementId, version })
  return paths.chargeback(project, periodOf(closed))
}

function periodOf({ statementId, from, to, timeZone }: ClosedStatement) {
  const isMonth = /^\d{4}-\d{2}$/.test(statementId)
  return isMonth ? { period: statementId, timeZone } : { from, to, timeZone }
}

function Files({ project, closed }: { project: string; closed: ClosedStatement }) {
  const { statementId, version } = closed
  const runsHref = paths.chargeback(project, { ...periodOf(closed), dialog: 'runs' satisfies StatementDialog, version })
  return (
    <span className="flex justify-end gap-1">
      <Link
        href={runsHref}
        aria-label={`Runs of ${statementId} version ${version} as they were billed`}
        className={buttonClasses({ variant: 'ghost', size: 'sm' })}
      >
        Runs
      </Link>
      <FileButtons
        name={`${statementId} version ${version}`}
        onSave={(format) => void saveFile(apiPaths.statement(project, statementId, { version, format }))}
      />
    </span>
  )
}
