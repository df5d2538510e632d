import type { SpanDetail } from '#lib/domain/run.ts'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { toJson } from '#lib/run-view/parse-json.ts'
import { JsonTree } from '../content/json-tree.tsx'

/** The record as it was received. */
export function RawTab({ detail }: { detail: SpanDetail }) {
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex h-8 shrink-0 items-center gap-2 px-3 text-xs text-ink-3">
        <span className="flex-1">As received, OTLP/JSON</span>
        <CopyButton text={() => toJson(detail.raw)} label="Copy the record" />
      </div>
      <div className="min-h-0 flex-1 px-3 pb-2">
        <JsonTree value={detail.raw} label="Record as received" openLevels={4} fill />
      </div>
    </div>
  )
}
