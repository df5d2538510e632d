import { Repeat } from 'lucide-react'
import type { ValueFieldName } from '#components/filters/run-filter-fields.ts'
import { EndReasonMark, endLooks } from '#components/run/end-reason.tsx'
import { cn } from '#components/ui/cn.ts'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { Run } from '#lib/domain/run.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { unknownText } from '#lib/format/unknown.ts'
import { endMeaning } from './end-meaning.ts'
import { FilterCell, type PickCell } from './filter-cell.tsx'

export function EndCell({ run, onPick }: { run: Run; onPick: PickCell }) {
  const { label } = endLooks[run.endReason]
  return (
    <span className="flex items-center gap-1.5">
      <Tooltip content={run.errorMessage ?? endMeaning[run.endReason]} align="start">
        <button
          type="button"
          tabIndex={-1}
          aria-haspopup="menu"
          aria-label={`${label}, filter by this end`}
          onClick={({ currentTarget, altKey }) =>
            onPick(
              { name: 'endReason', label: 'End', value: run.endReason, shown: label, anchor: currentTarget },
              altKey,
            )
          }
          className="flex min-w-0"
        >
          <EndReasonMark endReason={run.endReason} className="gap-1 font-normal" />
        </button>
      </Tooltip>
      <LoopMark run={run} />
    </span>
  )
}

export function EndIcon({ run }: { run: Run }) {
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
      <span className="tabular inline-flex shrink-0 items-center gap-0.5 text-xs text-warn">
        <Repeat aria-label="loop" className="size-3" />×{worst.rounds}
      </span>
    </Tooltip>
  )
}

export function ToolCalls({ run }: { run: Run }) {
  if (run.toolErrors === 0) return formatCountExact(run.toolCalls)
  return (
    <Tooltip content={`${run.toolErrors} of ${run.toolCalls} tool calls failed`}>
      <span>
        <span className="text-bad">{run.toolErrors}✕</span> {formatCountExact(run.toolCalls)}
      </span>
    </Tooltip>
  )
}

export function WarningCount({ warnings }: Pick<Run, 'warnings'>) {
  if (warnings.length === 0) return <span className="text-ink-3">0</span>
  const messages = [...new Set(warnings.map(({ message }) => message))]
  return (
    <Tooltip content={<span className="whitespace-pre-line">{messages.slice(0, 8).join('\n')}</span>}>
      <span className="text-warn">{formatCountExact(warnings.length)}</span>
    </Tooltip>
  )
}

export function PlainText({ text }: { text: string }) {
  return text === '' ? <span className="text-ink-3">{unknownText}</span> : text
}

type NamesCellProps = { name: ValueFieldName; label: string; values: readonly string[]; onPick: PickCell }

/** The first of some names, and how many more there are. */
export function NamesCell({ name, label, values, onPick }: NamesCellProps) {
  const [first, ...others] = [...new Set(values)]
  if (first === undefined) return <PlainText text="" />
  return (
    <span className="flex min-w-0 items-baseline gap-1">
      <FilterCell name={name} label={label} value={first} onPick={onPick} />
      {others.length === 0 ? null : (
        <Tooltip content={others.join(', ')}>
          <span className="tabular shrink-0 text-xs text-ink-3">+{others.length}</span>
        </Tooltip>
      )}
    </span>
  )
}
