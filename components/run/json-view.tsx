'use client'

import { Download } from 'lucide-react'
import { useMemo } from 'react'
import type { Run, RunSpans } from '#lib/domain/run.ts'
import { Button } from '#components/ui/button.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { toJson } from '#lib/run-view/parse-json.ts'
import { JsonTree } from './content/json-tree.tsx'

/** The run and its nodes exactly as the API answers. */
export function JsonView({ run, spans }: { run: Run; spans: RunSpans }) {
  const value = useMemo(() => ({ run, spans }), [run, spans])
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex h-9 shrink-0 items-center gap-2 px-4 text-sm text-ink-3">
        <span className="flex-1">The run and its spans, as the API answers</span>
        <Button size="sm" onClick={() => download(`run-${run.runId}.json`, toJson(value))}>
          <Download aria-hidden /> Download
        </Button>
        <CopyButton text={() => toJson(value)} label="Copy as JSON" />
      </div>
      <div className="min-h-0 flex-1 px-3 pb-2">
        <JsonTree value={value} label="Run as JSON" openLevels={1} fill />
      </div>
    </div>
  )
}

function download(fileName: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  URL.revokeObjectURL(url)
}
