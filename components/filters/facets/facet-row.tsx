import { CircleMinus } from 'lucide-react'
import { cn } from '#components/ui/cn.ts'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { formatCount, formatCountExact } from '#lib/format/count.ts'
import type { FacetState } from './facet-choice.ts'

type FacetRowProps = {
  /** As the filter writes it. */
  value: string
  /** As a person reads it. */
  text: string
  runs: number
  approximate: boolean
  state: FacetState
  onOnly: () => void
  onAlso: () => void
  onExclude: () => void
}

/** One value: the box adds it, its name chooses it alone, the minus leaves it out. */
export function FacetRow({ value, text, runs, approximate, state, onOnly, onAlso, onExclude }: FacetRowProps) {
  const count = `${approximate ? 'about ' : ''}${formatCountExact(runs)} ${runs === 1 ? 'run' : 'runs'}`
  return (
    <li className="group/row flex h-6.5 items-center gap-1.5 rounded px-1 hover:bg-hover">
      <Checkbox checked={state === 'wanted'} onCheckedChange={onAlso}>
        <span className="sr-only">Include {text}</span>
      </Checkbox>
      <button
        type="button"
        aria-pressed={state === 'wanted'}
        onClick={(event) => (event.altKey ? onExclude() : onOnly())}
        className={cn(
          'flex min-w-0 flex-1 items-center gap-2 rounded-sm text-left',
          state === 'unwanted' && 'text-ink-3 line-through',
        )}
      >
        <span className={cn('min-w-0 flex-1 truncate', value === '-' && 'text-ink-2')}>
          <span className="sr-only">Only </span>
          {text}
        </span>
        <span aria-hidden className="tabular shrink-0 text-sm text-ink-3" title={count}>
          {approximate && runs > 0 ? '≈' : ''}
          {formatCount(runs)}
        </span>
        <span className="sr-only">, {count}</span>
      </button>
      <Tooltip content={state === 'unwanted' ? `Stop leaving out ${text}` : `Leave out ${text}`} side="right">
        <button
          type="button"
          aria-label={`Exclude ${text}`}
          aria-pressed={state === 'unwanted'}
          onClick={onExclude}
          className={cn(
            'flex size-5 shrink-0 items-center justify-center rounded-sm text-ink-3 opacity-0 group-hover/row:opacity-100 hover:text-ink focus-visible:opacity-100 pointer-coarse:opacity-100',
            state === 'unwanted' && 'text-bad opacity-100',
          )}
        >
          <CircleMinus aria-hidden className="size-3.5" />
        </button>
      </Tooltip>
    </li>
  )
}
