'use client'

import { PanelRight } from 'lucide-react'
import Link from 'next/link'
import type { MouseEvent } from 'react'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import type { RunSnippet } from '#lib/domain/run-snippets.ts'
import type { Run } from '#lib/domain/run.ts'

type RunPreviewCellProps = {
  run: Run
  href: string
  twoLines: boolean
  /** Where the run says what was searched for. */
  snippet?: RunSnippet | undefined
  onPeek?: (run: Run) => void
}

const onHover = '-my-1 hidden group-hover/row:inline-flex group-aria-selected/row:inline-flex'

/** What was asked, and in comfortable rows what was answered. The link is the row's way into a new tab. */
export function RunPreviewCell({ run, href, twoLines, snippet, onPeek }: RunPreviewCellProps) {
  return (
    <div className="flex items-center gap-0.5">
      <div className="min-w-0 flex-1">
        <Link
          href={href}
          prefetch={false}
          tabIndex={-1}
          data-row-link
          onClick={leaveToRow}
          className="block truncate decoration-line-strong underline-offset-3 hover:underline"
        >
          {runTitle(run)}
        </Link>
        {snippet !== undefined ? <SnippetLine snippet={snippet} /> : twoLines ? <OutputLine run={run} /> : null}
      </div>
      {onPeek === undefined ? null : (
        <IconButton
          label="Open beside the list"
          shortcut="Space"
          size="sm"
          tabIndex={-1}
          className={onHover}
          onClick={() => onPeek(run)}
        >
          <PanelRight />
        </IconButton>
      )}
      <CopyButton text={run.runId} label="Copy run id" tabIndex={-1} className={onHover} />
    </div>
  )
}

/** A click opens by the row, which remembers the selection; with ⌘ or Ctrl held the link is a link. */
function leaveToRow(event: MouseEvent) {
  if (!event.metaKey && !event.ctrlKey) event.preventDefault()
}

/** The input; without one, what else is known of the run. */
export function runTitle(run: Run): string {
  return run.inputPreview || run.agent || `Run ${run.runId.slice(0, 8)}`
}

const shownBefore = 24

/** The beginning is cut, so that what was found is in sight. */
function SnippetLine({ snippet: { before, found, after } }: { snippet: RunSnippet }) {
  return (
    <div className="truncate text-xs text-ink-3">
      {before.length > shownBefore ? '…' : ''}
      {before.slice(-shownBefore)}
      {found}
      {after}
    </div>
  )
}

function OutputLine({ run }: { run: Run }) {
  if (run.endReason === 'error' && run.errorMessage) {
    return <div className="truncate text-xs text-bad">{run.errorMessage}</div>
  }
  return <div className="truncate text-xs text-ink-3">{run.outputPreview || 'No output recorded'}</div>
}
