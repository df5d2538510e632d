'use client'

import { Check, Minus } from 'lucide-react'
import { useCallback, type MouseEvent } from 'react'
import { useLatest } from '#components/layout/use-latest.ts'
import type { GridColumn } from '#components/table/grid-column.ts'
import { cn } from '#components/ui/cn.ts'
import type { Run } from '#lib/domain/run.ts'
import { runTitle } from './run-preview-cell.tsx'
import type { CheckedRuns } from './use-checked-runs.ts'

/** Boxes in front of the rows; the header's takes all loaded runs. */
export function useCheckColumn(runs: readonly Run[], checked: CheckedRuns): GridColumn<Run> {
  const { ids } = checked
  const count = ids.size === 0 ? 0 : runs.filter(({ runId }) => ids.has(runId)).length
  const all = count > 0 && count === runs.length
  const order = () => runs.map(({ runId }) => runId)
  const toggle = useLatest(({ runId }: Run, { shiftKey }: MouseEvent) =>
    shiftKey ? checked.extendTo(runId, order()) : checked.toggle(runId),
  )
  const quiet = count === 0
  const cell = useCallback(
    (run: Run) => (
      <CheckBox
        label={`Select ${runTitle(run)}`}
        state={ids.has(run.runId)}
        quiet={quiet}
        onToggle={(event) => toggle(run, event)}
      />
    ),
    [ids, quiet, toggle],
  )
  return {
    id: 'check',
    header: 'Select',
    width: 14,
    control: true,
    headerControl: (
      <CheckBox
        label={all ? 'Select none' : 'Select all loaded runs'}
        state={all ? true : count > 0 ? 'mixed' : false}
        onToggle={() => checked.set(all ? [] : order())}
      />
    ),
    cell,
  }
}

type CheckBoxProps = {
  label: string
  state: boolean | 'mixed'
  /** Shown only while its row is under the pointer or selected. */
  quiet?: boolean
  onToggle: (event: MouseEvent) => void
}

function CheckBox({ label, state, quiet = false, onToggle }: CheckBoxProps) {
  const Mark = state === 'mixed' ? Minus : Check
  return (
    <button
      type="button"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a click target of the cell's size; x does the same by key
      role="checkbox"
      aria-checked={state}
      aria-label={label}
      tabIndex={-1}
      onClick={onToggle}
      className="group/box -m-2 flex p-2"
    >
      <span
        className={cn(
          'flex size-3.5 items-center justify-center rounded-sm border',
          state === false ? 'border-line-strong bg-surface' : 'border-accent-solid bg-accent-solid text-on-accent',
          quiet &&
            'opacity-0 group-hover/box:opacity-100 group-hover/row:opacity-100 group-aria-selected/row:opacity-100',
        )}
      >
        {state === false ? null : <Mark aria-hidden className="size-3" strokeWidth={3} />}
      </span>
    </button>
  )
}
