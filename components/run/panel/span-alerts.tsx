import type { SpanDetail, SpanNode } from '#lib/domain/run.ts'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { LongText } from '../content/long-text.tsx'

const stateTexts: Record<SpanDetail['content']['state'], string | null> = {
  full: null,
  truncated: 'The payload was over the size limit and was cut; numbers were read before cutting.',
  redacted: 'The emitter masked this content before sending it.',
  absent: null,
}

/** What went wrong comes before everything else. */
export function SpanAlerts({ node, detail }: { node: SpanNode; detail: SpanDetail | undefined }) {
  const stateText = detail === undefined ? null : stateTexts[detail.content.state]
  return (
    <>
      {node.status === 'error' ? <ErrorBlock type={node.errorType} message={node.errorMessage} /> : null}
      {node.kind === 'tool' && !node.toolExecuted ? <Note text="This call was refused before it ran." /> : null}
      {node.warnings.map((warning) => (
        <Note key={`${warning.code} ${warning.message}`} text={warning.message} />
      ))}
      {stateText === null ? null : <Note text={stateText} />}
    </>
  )
}

function ErrorBlock({ type, message }: { type: string | null; message: string | null }) {
  return (
    <div className="scroll-quiet flex max-h-48 shrink-0 items-start gap-2 overflow-y-auto border-b border-l-2 border-l-bad bg-bad-soft px-3 py-2">
      <div className="min-w-0 flex-1">
        <div className="font-medium text-bad">{type ?? 'Failed'}</div>
        {message === null ? null : <LongText text={message} className="font-mono text-sm" first={400} />}
      </div>
      <CopyButton text={[type, message].filter(Boolean).join(': ')} label="Copy the error" />
    </div>
  )
}

function Note({ text }: { text: string }) {
  return (
    <div className="border-b border-l-2 border-l-warn bg-warn-soft px-3 py-1.5 text-sm [overflow-wrap:anywhere]">
      {text}
    </div>
  )
}
