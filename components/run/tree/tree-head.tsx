/* oxlint-disable jsx-a11y/prefer-tag-over-role -- virtual rows are placed by hand: table elements lose their roles to display: grid */
import { cn } from '#components/ui/cn.ts'
import { treeColumns, wideOnly, widestOnly } from './tree-columns.ts'

/** In pixels. */
export const treeHeadHeight = 28

export function TreeHead() {
  return (
    <div role="rowgroup" className="sticky top-0 z-10 bg-canvas">
      <div
        role="row"
        aria-rowindex={1}
        className={cn(treeColumns, 'h-7 border-b border-l-2 border-l-transparent pr-3 text-xs text-ink-3')}
      >
        <span role="columnheader" className="pl-8">
          Span
        </span>
        <span role="columnheader" className={cn(wideOnly, 'text-right')}>
          Step
        </span>
        <span role="columnheader" className={cn(widestOnly, 'text-right')}>
          Tokens
        </span>
        <span role="columnheader" className="px-1 text-right">
          Cost
        </span>
        <span role="columnheader" className="px-1 text-right">
          Duration
        </span>
        <span role="columnheader" className={wideOnly}>
          In the run
        </span>
      </div>
    </div>
  )
}
