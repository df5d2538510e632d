import Link from 'next/link'
import { CostText } from '#components/run-list/cost-text.tsx'
import { TimeText } from '#components/run-list/time-text.tsx'
import { ListedCost } from '#components/run/cost/listed-cost.tsx'
import { EndReasonMark } from '#components/run/end-reason.tsx'
import { fillingColumn, ShortTable, type ShortColumn } from '#components/table/short-table.tsx'
import { buttonClasses } from '#components/ui/button.tsx'
import type { Run } from '#lib/domain/run.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { unknownText } from '#lib/format/unknown.ts'

type DearestRunsProps = {
  runs: readonly Run[]
  nowMs: number
  hrefOf: (run: Run) => string
  allHref: string | undefined
}

/** The runs that cost most; the list has the others in the same order. */
export function DearestRuns({ runs, nowMs, hrefOf, allHref }: DearestRunsProps) {
  return (
    <ShortTable
      title="Most expensive runs"
      rows={runs.filter(({ costUsd }) => costUsd !== null)}
      keyOf={({ runId }) => runId}
      empty="No run with a known cost in this time range."
      columns={columnsOf(nowMs, hrefOf)}
      tools={
        allHref === undefined ? null : (
          <Link href={allHref} prefetch={false} className={buttonClasses({ variant: 'link', size: 'inline' })}>
            All, by cost
          </Link>
        )
      }
    />
  )
}

function columnsOf(nowMs: number, hrefOf: (run: Run) => string): readonly ShortColumn<Run>[] {
  return [
    {
      header: 'Ended',
      className: 'w-px max-narrow:hidden',
      cell: ({ endReason }) => <EndReasonMark endReason={endReason} />,
    },
    {
      header: 'Run',
      className: fillingColumn,
      cell: (run) => (
        <Link
          href={hrefOf(run)}
          prefetch={false}
          className="block truncate decoration-line-strong underline-offset-3 hover:underline"
        >
          {run.inputPreview || run.runId}
        </Link>
      ),
    },
    {
      header: 'Tenant',
      className: 'w-px max-w-32 truncate max-narrow:hidden',
      cell: ({ tenant }) => tenant ?? unknownText,
    },
    { header: 'Task type', className: 'w-px max-w-32 truncate max-narrow:hidden', cell: ({ taskType }) => taskType ?? unknownText }, // prettier-ignore
    {
      header: 'Steps',
      align: 'end',
      className: 'w-px max-narrow:hidden',
      cell: ({ steps }) => formatCountExact(steps),
    },
    {
      header: 'Started',
      align: 'end',
      className: 'w-px whitespace-nowrap max-narrow:hidden',
      cell: ({ startedAt }) => <TimeText ns={startedAt} nowMs={nowMs} />,
    },
    {
      header: 'Cost',
      align: 'end',
      className: 'w-px',
      cell: (run) => (
        <ListedCost run={run} spanId={null} of="the run">
          <CostText {...run} />
        </ListedCost>
      ),
    },
  ]
}
