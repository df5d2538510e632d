import { Repeat } from 'lucide-react'
import { EndReasonMark, endLooks } from '#components/run/end-reason.tsx'
import type { GridColumn } from '#components/table/grid-column.ts'
import { cn } from '#components/ui/cn.ts'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { RunSort } from '#lib/domain/filter.ts'
import type { Run } from '#lib/domain/run.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { formatDurationNs } from '#lib/format/duration.ts'
import { CostText } from './cost-text.tsx'
import { endMeaning } from './end-meaning.ts'
import { FilterCell, type PickValue } from './filter-cell.tsx'
import { RunPreviewCell } from './run-preview-cell.tsx'
import { TimeText } from './time-text.tsx'
import { TokensText } from './tokens-text.tsx'

export type RunColumnContext = {
  nowMs: number
  hrefOf: (run: Run) => string
  twoLines: boolean
  narrow: boolean
  onPick: PickValue
}

type RunColumn = GridColumn<Run> & { sortKey?: RunSort }

/** The columns of the runs list; a phone shows the first three, the rest is in the row's sheet. */
export function runColumns(context: RunColumnContext): RunColumn[] {
  return context.narrow ? firstColumns({ ...context, twoLines: true }) : [...wideColumns(context)]
}

function wideColumns(context: RunColumnContext): RunColumn[] {
  const { nowMs } = context
  return [
    endColumn(context),
    previewColumn(context),
    valueColumn(context, 'agent', 'Agent', 104),
    valueColumn(context, 'taskType', 'Task type', 112),
    valueColumn(context, 'tenant', 'Tenant', 80),
    number('steps', 'Steps', 46, 'steps', (run) => formatCountExact(run.steps)),
    number('tools', 'Tools', 58, 'toolCalls', (run) => <ToolCalls run={run} />),
    number('tokens', 'Tokens', 58, 'totalTokens', (run) => <TokensText usage={run.usage} />),
    number('cost', 'Cost', 82, 'costUsd', (run) => <CostText {...run} />),
    number('duration', 'Duration', 72, 'durationNs', (run) => formatDurationNs(run.durationNs)),
    number('started', 'Started', 82, 'startedAt', (run) => (
      <span className="text-ink-2">
        <TimeText ns={run.startedAt} nowMs={nowMs} />
      </span>
    )),
  ]
}

function firstColumns(context: RunColumnContext): RunColumn[] {
  const started = (run: Run) => <TimeText ns={run.startedAt} nowMs={context.nowMs} />
  return [
    { ...endColumn(context), headerHidden: true, width: 16, cell: (run) => <EndIcon run={run} /> },
    { ...previewColumn(context), width: 140 },
    number('started', 'Started', 84, 'startedAt', started),
  ]
}

function endColumn({ onPick }: RunColumnContext): RunColumn {
  return {
    id: 'end',
    header: 'End',
    width: 140,
    cell: (run) => (
      <span className="flex items-center gap-2">
        <Tooltip content={run.errorMessage ?? endMeaning[run.endReason]} align="start">
          <button
            type="button"
            tabIndex={-1}
            aria-label={`${endLooks[run.endReason].label}, filter by this end`}
            onClick={(event) => onPick('endReason', run.endReason, event.altKey)}
            className="flex"
          >
            <EndReasonMark endReason={run.endReason} className="gap-1.5 font-normal" />
          </button>
        </Tooltip>
        <LoopMark run={run} />
      </span>
    ),
  }
}

function previewColumn({ hrefOf, twoLines }: RunColumnContext): RunColumn {
  return {
    id: 'run',
    header: 'Run',
    width: 220,
    grows: true,
    cell: (run) => <RunPreviewCell run={run} href={hrefOf(run)} twoLines={twoLines} />,
  }
}

function valueColumn(
  { onPick }: RunColumnContext,
  name: 'agent' | 'taskType' | 'tenant',
  header: string,
  width: number,
): RunColumn {
  return {
    id: name,
    header,
    width,
    cell: (run) => <FilterCell name={name} label={header} value={run[name]} onPick={onPick} />,
  }
}

function number(id: string, header: string, width: number, sortKey: RunSort, cell: RunColumn['cell']): RunColumn {
  return { id, header, width, align: 'end', sortKey, cell }
}

function EndIcon({ run }: { run: Run }) {
  const { icon: Icon, label, className } = endLooks[run.endReason]
  return (
    <>
      <Icon aria-hidden className={cn('size-4', className)} />
      <span className="sr-only">{label}</span>
    </>
  )
}

function LoopMark({ run }: { run: Run }) {
  const { worst } = run.loops
  if (run.loops.count === 0 || worst === null) return null
  return (
    <Tooltip content={`Loop: ${worst.label}, ${worst.rounds} times`}>
      <span className="tabular inline-flex items-center gap-0.5 text-xs text-warn">
        <Repeat aria-label="loop" className="size-3" />×{worst.rounds}
      </span>
    </Tooltip>
  )
}

function ToolCalls({ run }: { run: Run }) {
  if (run.toolErrors === 0) return formatCountExact(run.toolCalls)
  return (
    <Tooltip content={`${run.toolErrors} of ${run.toolCalls} tool calls failed`}>
      <span>
        <span className="text-bad">{run.toolErrors}✕</span> {formatCountExact(run.toolCalls)}
      </span>
    </Tooltip>
  )
}
