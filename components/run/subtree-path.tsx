import { ChevronRight, X } from 'lucide-react'
import { Fragment } from 'react'
import type { SpanNode } from '#lib/domain/run.ts'
import { Button } from '#components/ui/button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { KindIcon } from './kind-icon.tsx'

type SubtreePathProps = {
  /** From the root to the span in focus. */
  path: readonly SpanNode[]
  /** Null is the whole run. */
  onFocus: (spanId: string | null) => void
}

/** More than this many steps are told by the first and the last ones. */
const MAX_STEPS = 5

/** Which part of the run is shown, and the way back. */
export function SubtreePath({ path, onFocus }: SubtreePathProps) {
  const hidden = path.length > MAX_STEPS ? path.slice(1, path.length - MAX_STEPS + 2) : []
  const shown = path.filter((node) => !hidden.includes(node))
  return (
    <nav
      aria-label="Sub-tree in focus"
      className="scroll-quiet flex h-8 shrink-0 items-center gap-1 overflow-x-auto border-b bg-accent-soft px-3 text-sm whitespace-nowrap"
    >
      <Button variant="link" size="inline" onClick={() => onFocus(null)}>
        Whole run
      </Button>
      {shown.map((node, index) => (
        <Fragment key={node.spanId}>
          <ChevronRight aria-hidden className="size-3.5 shrink-0 text-ink-3" />
          {index === 1 && hidden.length > 0 ? (
            <>
              <span className="text-ink-3" title={hidden.map((each) => each.label || each.name).join(' › ')}>
                …
              </span>
              <ChevronRight aria-hidden className="size-3.5 shrink-0 text-ink-3" />
            </>
          ) : null}
          <span className="flex items-center gap-1.5">
            <KindIcon kind={node.kind} failed={node.status === 'error'} />
            {node === path.at(-1) ? (
              <span aria-current="location" className="font-medium">
                {node.label || node.name}
              </span>
            ) : (
              <Button variant="link" size="inline" onClick={() => onFocus(node.spanId)}>
                {node.label || node.name}
              </Button>
            )}
          </span>
        </Fragment>
      ))}
      <IconButton size="sm" label="Show the whole run" onClick={() => onFocus(null)} className="ml-auto">
        <X />
      </IconButton>
    </nav>
  )
}
