import { keyText } from '#components/cost/dimension-texts.ts'
import { ShortTable, type ShortColumn } from '#components/table/short-table.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { BilledRun } from '#lib/domain/billed-run.ts'
import { formatUsdExact } from '#lib/format/usd.ts'
import { dateText } from './date-text.ts'
import { reasonTexts } from './reason-texts.ts'
import { RunIdLink } from './run-id-link.tsx'
import { SignedUsd } from './signed-usd.tsx'

type BilledRunsViewProps = {
  project: string
  /** What is said of all of them. */
  title: string
  runs: readonly BilledRun[]
  timeZone: string
  /** Whether they are of several tenants. */
  hasTenants: boolean
  onlyChanged: boolean
}

/** Runs as they were billed, beside what they are now. */
export function BilledRunsView({ project, title, runs, timeZone, hasTenants, onlyChanged }: BilledRunsViewProps) {
  return (
    <ShortTable
      title={title}
      rows={runs}
      keyOf={({ runId }) => runId}
      empty={onlyChanged ? 'Every one of them is as it was billed.' : 'No run was billed.'}
      columns={columnsOf({ project, timeZone, hasTenants, hasReasons: runs.some(({ reason }) => reason !== null) })}
    />
  )
}

type ColumnsInput = Pick<BilledRunsViewProps, 'project' | 'timeZone' | 'hasTenants'> & { hasReasons: boolean }

function columnsOf({ project, timeZone, hasTenants, hasReasons }: ColumnsInput): readonly ShortColumn<BilledRun>[] {
  return [
    { header: 'Run', cell: ({ runId }) => <RunIdLink project={project} runId={runId} /> },
    {
      header: 'Started',
      className: 'whitespace-nowrap max-narrow:hidden',
      cell: ({ startedAt }) => dateText(startedAt, timeZone),
    },
    ...(hasTenants ? [tenantColumn] : []),
    {
      header: 'Billed',
      align: 'end',
      cell: ({ billed }) => <Billed {...billed} />,
    },
    {
      header: 'Now',
      align: 'end',
      className: 'max-narrow:hidden',
      cell: ({ now }) => (now === null ? 'gone' : <Billed {...now} />),
    },
    {
      header: 'Difference',
      align: 'end',
      cell: ({ reason, differenceUsd }) =>
        reason === null ? <span className="text-ink-3">none</span> : <SignedUsd usd={differenceUsd} isExact />,
    },
    ...(hasReasons ? [whyColumn] : []),
  ]
}

/** Every digit: a difference may be in the last of them. */
function Billed({ costUsd, priceVersion }: BilledRun['billed']) {
  return (
    <Tooltip content={`prices: ${priceVersion}`}>
      <span className={costUsd === null ? 'text-ink-3' : undefined}>{formatUsdExact(costUsd)}</span>
    </Tooltip>
  )
}

const tenantColumn: ShortColumn<BilledRun> = {
  header: 'Tenant',
  className: 'max-w-48 wrap-anywhere',
  cell: ({ billed }) => keyText('tenant', billed.tenant),
}

const whyColumn: ShortColumn<BilledRun> = { header: 'Why', className: 'min-w-36', cell: whyText }

function whyText({ reason, now }: BilledRun): string | null {
  if (reason === null) return null
  return reason === 'moved' && now !== null ? `${keyText('tenant', now.tenant)}’s by now` : reasonTexts[reason]
}
