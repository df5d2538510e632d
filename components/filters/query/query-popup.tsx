/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a datalist can be neither styled nor counted */
import { cn } from '#components/ui/cn.ts'
import type { ExplainedToken } from '#lib/domain/query/explain-query.ts'
import { formatCount } from '#lib/format/count.ts'
import type { QueryOption } from './query-options.ts'

type QueryPopupProps = {
  id: string
  options: readonly QueryOption[]
  active: number | null
  /** What the piece under the pointer or the caret asks for. */
  explained: ExplainedToken | null
  hint: string | null
  onPick: (option: QueryOption) => void
}

/** Below the box: what may follow, and what the piece at hand means. */
export function QueryPopup({ id, options, active, explained, hint, onPick }: QueryPopupProps) {
  return (
    <div className="absolute top-full left-0 z-40 mt-1 w-full min-w-72 animate-open overflow-hidden rounded-lg bg-raised shadow-float">
      <div
        id={id}
        role="listbox"
        aria-label="Completions"
        className="scroll-quiet max-h-72 overflow-y-auto p-1 empty:hidden"
      >
        {options.map((option, index) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the box has the focus and the keys
          <div
            key={option.insert}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={active === index}
            // The box keeps the focus.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onPick(option)}
            className={cn(
              'flex h-7 cursor-default items-center gap-3 rounded px-2 select-none hover:bg-hover',
              active === index && 'bg-hover',
            )}
          >
            <span className="min-w-0 shrink truncate">{option.text}</span>
            <span className="min-w-0 flex-1 truncate text-right text-sm text-ink-3">
              {option.runs === null ? option.hint : formatCount(option.runs)}
            </span>
          </div>
        ))}
      </div>
      {explained === null && hint === null ? null : (
        <p
          className={cn(
            'border-t px-3 py-1.5 text-sm first:border-t-0',
            explained?.isError ? 'text-bad' : 'text-ink-2',
            options.length === 0 && 'border-t-0',
          )}
        >
          {explained?.explanation ?? hint}
        </p>
      )}
    </div>
  )
}
